using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// A run that was killed before its first checkpoint begins again with the weights that it began with, or says that it
/// cannot; never with zeros.
/// </summary>
public sealed class ResumeFromBeginningTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mlp", "--hidden", "8")]
    [InlineData("resnet", "--batch-size", "128")]
    public void A_run_of_the_command_ends_with_the_bytes_of_the_run_that_was_never_killed(
        string model,
        string option,
        string value
    )
    {
        string[] arguments =
        [
            "train",
            "digits",
            "--model",
            model,
            option,
            value,
            "--epochs",
            "1",
            "--seed",
            "7",
            "--threads",
            "1",
            "--out",
        ];
        Assert.Equal(0, folder.Surefoot([.. arguments, "never"]).ExitCode);
        Assert.Equal(0, folder.Surefoot([.. arguments, "killed"]).ExitCode);
        Forget("killed");
        SurefootProcess.Outcome resumed = folder.Surefoot("train", "--resume", "killed");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Contains("begins again at its beginning", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllBytes(folder["never", "model.safetensors"]),
            File.ReadAllBytes(folder["killed", "model.safetensors"])
        );
    }

    [Fact]
    public void A_run_of_a_program_whose_weights_stand_nowhere_is_refused()
    {
        TrainingData data = DataLoader.Load(null, new DataOptions());
        var network = new Network<float>(
            new Sequential<float>(new Flatten<float>(), new Dense<float>(64, 10, initializer: Initializer.LeCun)),
            data.Training.InputShape,
            seed: 5
        );
        var trainer = new Trainer<float>(
            network,
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(new RmsPropOptions()) { Layout = network.Layout },
            new TrainerOptions { Epochs = 1, Threads = 1 }
        );
        trainer.Train(data, RunFolder.Create(folder["own"]));
        Forget("own");
        RunFolder run = RunFolder.Open(folder["own"]);
        Assert.Contains(
            "the weights that the run began with stand nowhere else",
            Assert.Throws<RunException>(() => Trainer.Resume(run, data)).Message,
            StringComparison.Ordinal
        );
        SurefootProcess.Outcome resumed = folder.Surefoot("train", "--resume", "own");
        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains("stand nowhere else", resumed.Errors, StringComparison.Ordinal);
    }

    // As a kill before the first checkpoint leaves a run.
    void Forget(string name)
    {
        Directory.Delete(folder[name, "checkpoints"], recursive: true);
        File.Delete(folder[name, "model.safetensors"]);
        RunFolder run = RunFolder.Open(folder[name]);
        run.Write(run.Read() with { Result = null });
        File.WriteAllText(run.MetricsPath, "");
    }
}
