using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>Where the figures and baselines of an evaluation are: results, run.json, the saved model.</summary>
public sealed class EvaluationRecordTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static RunResult Train(TrainingData data, Network<float> network, int threads) =>
        Samples.Train(network, data, new TrainerOptions { Epochs = 4, Threads = threads });

    [Theory]
    [InlineData(TaskKind.Classification)]
    [InlineData(TaskKind.Regression)]
    public void Any_number_of_threads_gives_the_same_figures_and_the_saved_model_gives_them_again(TaskKind task)
    {
        TrainingData data = Samples.Table(scratch, task);
        Network<float> network = Samples.Mlp(data);
        RunResult one = Train(data, network, 1),
            two = Train(data, Samples.Mlp(data), 2);
        Assert.NotEmpty(one.Test!.Figures);
        Assert.Equal(one.Test.Figures, two.Test!.Figures);
        Assert.Equal(one.Test.Baselines, two.Test.Baselines);
        Assert.Equal(one.Validation!.Figures, two.Validation!.Figures);
        Assert.Equal(one.Test.Measure, one.Test.Figures[0].Value);
        Assert.Equal(one.Validation.Measure, one.Validation.Figures[0].Value);

        new SavedModel(network, data.Preprocessing) { TrainingClasses = data.TrainingClasses }.Save(scratch["m"]);
        SavedModel loaded = SavedModel.Load(scratch["m"]);
        Evaluation again = loaded.Evaluate(data.Test!, threads: 2);
        Assert.Equal(one.Test.Figures, again.Figures);
        Assert.Equal(one.Test.Baselines, again.Baselines);
        loaded.Save(scratch["n"]);
        Assert.Equal(File.ReadAllBytes(scratch["m"]), File.ReadAllBytes(scratch["n"]));
    }

    [Fact]
    public void A_model_of_an_earlier_version_has_figures_and_for_classes_no_baseline()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        Network<float> network = Samples.Mlp(data);
        SavedModel.Save(scratch["m"], network, data.Preprocessing);
        Evaluation evaluation = SavedModel.Load(scratch["m"]).Evaluate(data.Test!);
        Assert.NotEmpty(evaluation.Figures);
        Assert.Empty(evaluation.Baselines);
    }

    [Fact]
    public void The_record_holds_them_and_one_without_is_read()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        RunResult result = Train(data, Samples.Mlp(data), 1);
        var json = result.ToJson();
        RunResult read = JsonFile.Value<RunResult>(JsonFile.Utf8(json), "run.json");
        Assert.Equal(result.Test!.Figures, read.Test!.Figures);
        Assert.Equal(result.Test.Baselines, read.Test.Baselines);
        Assert.Equal(["other", "same"], read.Test.Figures.Select(figure => figure.Class).OfType<string>());

        foreach (string part in (string[])["test", "validation"])
        {
            json[part]!.AsObject().Remove("figures");
            json[part]!.AsObject().Remove("baselines");
        }
        RunResult old = JsonFile.Value<RunResult>(JsonFile.Utf8(json), "run.json");
        Assert.Equal(
            (result.Test.Measure, 0, 0),
            (old.Test!.Measure, old.Test.Figures.Count, old.Test.Baselines.Count)
        );
    }

    [Fact]
    public void A_dataset_of_a_program_is_not_read_once_more_for_its_classes()
    {
        TrainingData data = Samples.Images();
        int read = 0;
        var watched = new WatchedDataset(data.Training, (_, rows) => read += rows.Length);
        RunResult result = Train(Samples.With(data, watched), Samples.Mlp(data), 1);
        Assert.Equal(4 * data.Training.Count, read);
        Assert.Equal(data.TrainingClasses, ClassCounts.Of(watched, 3));
        Assert.Equal(Baseline.Commonest, Assert.Single(result.Validation!.Baselines).Name);
    }

    [Theory]
    [InlineData(3, 0, new float[] { 1, 2, 3, 4 })]
    [InlineData(3, 1, new float[] { 2, 3, 4 })]
    [InlineData(2, 2, new float[] { 1, 2, 3 })]
    [InlineData(1, 0, new float[] { float.NaN, 0, 1, 2, 3, 4 })]
    public void The_naive_forecast_is_the_last_target_before(int length, int ahead, float[] expected)
    {
        var rows = new MatrixDataset(new Shape(1), new float[6], [0, 1, 2, 3, 4, 5]);
        var windows = new WindowedDataset(rows, length, ahead);
        Assert.Equal(expected, Enumerable.Range(0, windows.Count).Select(windows.LastKnown));
    }

    [Fact]
    public void A_target_that_is_missing_passes_on_the_one_before()
    {
        var rows = new MatrixDataset(new Shape(1), new float[6], [0, 1, float.NaN, 3, float.NaN, 5]);
        var windows = new WindowedDataset(rows, length: 2, ahead: 1);
        // Windows end at rows 1 to 4; that whose target is row 2 or 4 is left out.
        Assert.Equal([1f, 3f], Enumerable.Range(0, windows.Count).Select(windows.LastKnown).Order());
        Assert.Equal(
            [3f, 5f],
            Enumerable.Range(0, windows.Count).Select(i => ((IKnownTargets)windows).TargetOf(i)!.Value)
        );
    }
}
