using System.IO.Compression;
using Surefoot.Training.Formats;

namespace Surefoot.Cli.Tests.Commands;

[Collection(nameof(TrainedDigits))]
public sealed class ExportTests(TrainedDigits trained)
{
    [Fact]
    public void A_model_is_written_in_every_format_at_once()
    {
        SurefootProcess.Outcome outcome = trained.Surefoot(
            "export",
            "runs/shared",
            "--onnx",
            "d.onnx",
            "--safetensors",
            "d.safetensors",
            "--npz",
            "d.npz"
        );
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.True(new FileInfo(Path.Combine(trained.Folder, "d.onnx")).Length > 100_000);
        using ZipArchive arrays = ZipFile.OpenRead(Path.Combine(trained.Folder, "d.npz"));
        using SafetensorsReader weights = SafetensorsReader.Open(Path.Combine(trained.Folder, "d.safetensors")),
            model = SafetensorsReader.Open(Path.Combine(trained.Run, "model.safetensors"));
        Assert.Equal(
            model.Tensors.Select(tensor => tensor.Name + ".npy").Order(),
            arrays.Entries.Select(entry => entry.FullName).Order()
        );
        Assert.Equal(
            model.Tensors.Select(tensor => tensor.Name).Order(),
            weights.Tensors.Select(tensor => tensor.Name).Order()
        );
        Assert.Equal([.. model.Find("dense1.weight")!.Shape.Reverse()], weights.Find("dense1.weight")!.Shape);
    }

    [Fact]
    public void Training_starts_from_the_weights_that_were_exported()
    {
        Assert.Equal(0, trained.Surefoot("export", "runs/shared", "--safetensors", "start.safetensors").ExitCode);
        double Loss(string run, params string[] weights)
        {
            SurefootProcess.Outcome outcome = trained.Surefoot([
                "train",
                "--epochs",
                "1",
                "--threads",
                "2",
                "--learning-rate",
                "1e-9",
                "--out",
                run,
                "--json",
                .. weights,
            ]);
            Assert.True(outcome.ExitCode == 0, outcome.Errors);
            return (double)System.Text.Json.Nodes.JsonNode.Parse(outcome.LastLine)!["validationLoss"]!;
        }
        double best = (double)trained.Json["validationLoss"]!;
        Assert.Equal(best, Loss("runs/pytorch", "--weights", "start.safetensors"), 1e-4);
        Assert.Equal(best, Loss("runs/ours", "--weights", "runs/shared/model.safetensors"), 1e-4);
        Assert.Contains(
            "no layer \"fc\"; it has conv1",
            trained.Surefoot("train", "--weights", "start.safetensors", "--weight-names", "fc=dense1").Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "holds another network",
            trained.Surefoot("train", "--hidden", "5", "--weights", "runs/shared/model.safetensors").Refusal(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_cannot_be_written_is_refused_with_a_remedy()
    {
        string model = Path.Combine("runs", "shared", "model.safetensors");
        Assert.Contains(
            "needs a format and a file",
            trained.Surefoot("export", "runs/shared").Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--safetensors is",
            trained.Surefoot("export", model, "--safetensors", model).Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is given for --onnx and --npz",
            trained.Surefoot("export", model, "--onnx", "same", "--npz", "./same").Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nowhere/d.onnx cannot be written",
            trained.Surefoot("export", model, "--onnx", "nowhere/d.onnx").Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not exist",
            trained.Surefoot("export", "nothing", "--onnx", "d.onnx").Refusal(),
            StringComparison.Ordinal
        );
    }
}
