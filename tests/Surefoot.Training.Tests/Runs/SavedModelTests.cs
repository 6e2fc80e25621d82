using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

public sealed class SavedModelTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    string ModelPath => scratch["model.safetensors"];

    (TrainingData Data, Network<float> Network, RunResult Result) Trained(TaskKind task)
    {
        TrainingData data = Samples.Table(scratch, task);
        Network<float> network = Samples.Mlp(data);
        return (data, network, Samples.Train(network, data, new TrainerOptions { Epochs = 5, Threads = 2 }));
    }

    [Theory]
    [InlineData(TaskKind.Classification)]
    [InlineData(TaskKind.Regression)]
    public void A_model_read_from_its_file_alone_gives_the_bits_of_the_run(TaskKind task)
    {
        (TrainingData data, Network<float> network, RunResult result) = Trained(task);
        SavedModel.Save(ModelPath, network, data.Preprocessing);
        SavedModel live = new(network, data.Preprocessing),
            loaded = SavedModel.Load(ModelPath);
        IDataset rows = loaded.Preprocessing.Open(scratch[$"{task}.csv"], requireTargets: true);

        Evaluation evaluation = loaded.Evaluate(rows, threads: 2);
        Assert.Equal(result.Test!.Loss, evaluation.Loss);
        Assert.Equal(result.Test.Measure, evaluation.Measure);
        Assert.Equal(result.Test.Confusion, evaluation.Confusion);
        Predictions expected = live.Predict(data.Test!),
            actual = loaded.Predict(rows, threads: 3);
        Assert.Equal(400, actual.Count);
        for (int row = 0; row < actual.Count; row++)
            Assert.Equal(expected.Outputs(row).ToArray(), actual.Outputs(row).ToArray());
    }

    [Fact]
    public void Saving_what_was_loaded_gives_the_same_bytes()
    {
        (TrainingData data, Network<float> network, _) = Trained(TaskKind.Regression);
        SavedModel.Save(ModelPath, network, data.Preprocessing, new Huber<float>());
        SavedModel loaded = SavedModel.Load(ModelPath);
        Assert.IsType<Huber<float>>(loaded.Loss);
        SavedModel.Save(scratch["again"], loaded.Network, loaded.Preprocessing, loaded.Loss);
        Assert.Equal(File.ReadAllBytes(ModelPath), File.ReadAllBytes(scratch["again"]));
    }

    [Fact]
    public void What_layers_keep_beside_their_parameters_is_saved_with_them()
    {
        TrainingData data = Samples.Images(60);
        Network<float> network = Network<float>.Build(new ModelDescription("resnet", data.Training.InputShape, 3), 1);
        float[] before = network.State.ToArray();
        Samples.Train(network, data, new TrainerOptions { Epochs = 1 });
        Assert.NotEqual(before, network.State.ToArray());
        SavedModel.Save(ModelPath, network, data.Preprocessing);
        SavedModel live = new(network, data.Preprocessing),
            loaded = SavedModel.Load(ModelPath);
        Assert.Equal(network.State.ToArray(), loaded.Network.State.ToArray());
        Predictions expected = live.Predict(data.Training),
            actual = loaded.Predict(data.Training);
        for (int row = 0; row < actual.Count; row++)
            Assert.Equal(expected.Outputs(row).ToArray(), actual.Outputs(row).ToArray());

        Rewrite((_, tensors) => tensors.RemoveAll(tensor => tensor.Name == "norm1.variance"));
        Assert.Contains(
            "lacks the parameter \"norm1.variance\"",
            Assert.Throws<ModelFileException>(() => SavedModel.Load(ModelPath)).Message
        );
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("conv")]
    public void The_batch_size_of_an_evaluation_changes_no_bit(string kind)
    {
        TrainingData data = Samples.Images();
        Network<float> network = Network<float>.Build(new ModelDescription(kind, data.Training.InputShape, 3), 1);
        var outputs = new List<float[]>();
        var losses = new List<double>();
        foreach (int batch in (int[])[1, 2, 7, 64, 105, 256])
        {
            using var pool = new Surefoot.Threading.WorkerPool(2);
            using var tape = new Tape<float>(pool) { Training = true };
            var evaluator = new Evaluator<float>(network, new SoftmaxCrossEntropy<float>(), data.Preprocessing, batch);
            losses.Add(evaluator.Evaluate(tape, data.Training)!.Loss);
            var all = new float[105 * 3];
            evaluator.ForEachRow(tape, data.Training, (row, output, _) => output.CopyTo(all.AsSpan(3 * row)));
            outputs.Add(all);
            Assert.True(tape.Training && tape.Recording);
        }
        Assert.All(outputs, each => Assert.Equal(outputs[0], each));
        Assert.All(losses, each => Assert.Equal(losses[0], each));
    }

    [Fact]
    public void Predictions_are_classes_with_probabilities_or_values_in_the_targets_units()
    {
        (TrainingData data, Network<float> network, RunResult result) = Trained(TaskKind.Classification);
        SavedModel model = new(network, data.Preprocessing);
        Predictions predictions = model.Predict(data.Test!);
        int right = 0;
        var targets = new float[1];
        var inputs = new float[data.Test!.InputShape.Length];
        for (int row = 0; row < predictions.Count; row++)
        {
            data.Test.Read([row], inputs, targets);
            if (predictions.ClassIndex(row) == (int)targets[0])
                right++;
            Assert.Equal(data.Preprocessing.Classes[predictions.ClassIndex(row)], predictions.ClassName(row));
            double other = predictions.Probability(row, 1 - predictions.ClassIndex(row));
            Assert.InRange(other, 0, 0.5);
            Assert.Equal(1, other + predictions.Probability(row, predictions.ClassIndex(row)), 1e-12);
        }
        Assert.Equal(result.TestAccuracy!.Value, right / 400.0);
        Assert.Throws<InvalidOperationException>(() => predictions.Value(0));

        (data, network, result) = Trained(TaskKind.Regression);
        model = new(network, data.Preprocessing);
        predictions = model.Predict(data.Test!);
        string[] lines = File.ReadAllLines(scratch["Regression.csv"]);
        double squares = 0;
        for (int row = 0; row < 400; row++)
            squares += Math.Pow(
                predictions.Value(row)
                    - double.Parse(lines[row + 1].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture),
                2
            );
        Assert.Equal(result.TestRmse!.Value, Math.Sqrt(squares / 400), 1e-4);
        Assert.Throws<InvalidOperationException>(() => predictions.ClassName(0));
        Assert.Throws<InvalidOperationException>(() => predictions.Probability(0, 0));
    }

    [Fact]
    public void Rows_of_another_shape_or_without_targets_are_refused()
    {
        (TrainingData data, Network<float> network, _) = Trained(TaskKind.Classification);
        var model = new SavedModel(network, data.Preprocessing);
        Assert.Contains(
            "[1, 6, 6]",
            Assert.Throws<ArgumentException>(() => model.Predict(Samples.Images().Training)).Message
        );
        Assert.Contains(
            "no targets",
            Assert
                .Throws<ArgumentException>(() =>
                    model.Evaluate(
                        new MatrixDataset(data.Training.InputShape, new float[data.Training.InputShape.Length], null)
                    )
                )
                .Message
        );
        Assert.Contains(
            "no rows",
            Assert.Throws<ArgumentException>(() => model.Evaluate(new RowSubset(data.Training, []))).Message
        );
        Assert.Throws<ArgumentException>(() => new SavedModel(network, Samples.Images().Preprocessing));
    }

    [Theory]
    [InlineData("surefoot.format", null, "another program")]
    [InlineData("surefoot.format", "4", "newer Surefoot")]
    [InlineData("surefoot.format", "one", "version")]
    [InlineData("surefoot.input", null, "lacks \"surefoot.input\"")]
    [InlineData("surefoot.input", "3,x", "\"3,x\", where sizes")]
    [InlineData("surefoot.input", "99999999999", "where sizes")]
    [InlineData("surefoot.input", "1,2,3,4", "where sizes")]
    [InlineData("surefoot.layers", null, "lacks \"surefoot.layers\"")]
    [InlineData("surefoot.layers", "{", "cannot be read")]
    [InlineData("surefoot.layers", "[]", "no object")]
    [InlineData("surefoot.layers", "{\"kind\":\"relu\",\"kind\":\"relu\"}", "cannot be read")]
    [InlineData("surefoot.layers", "{\"kind\":\"magic\"}", "the kind \"magic\", which is not one of the library's")]
    [InlineData("surefoot.layers", "{\"kind\":\"System.Diagnostics.Process\"}", "no kind of layer")]
    [InlineData("surefoot.layers", "{\"kind\":\"relu\",\"code\":\"x\"}", "\"code\", which this version does not know")]
    [InlineData("surefoot.layers", "{\"kind\":\"relu\",\"settings\":{\"cap\":6}}", "would build as \"relu\"")]
    [InlineData("surefoot.layers", "{\"kind\":\"dense\",\"settings\":{\"inputs\":2}}", "lacks the setting \"outputs\"")]
    [InlineData(
        "surefoot.layers",
        "{\"kind\":\"dense\",\"settings\":{\"inputs\":2000000000,\"outputs\":2000000000,\"activation\":\"none\"}}",
        "shape"
    )]
    [InlineData(
        "surefoot.layers",
        "{\"kind\":\"dense\",\"name\":\"dense1\",\"settings\":{\"inputs\":2,\"outputs\":1000000000,"
            + "\"activation\":\"none\"}}",
        "dense1"
    )]
    [InlineData(
        "surefoot.layers",
        "{\"kind\":\"dense\",\"settings\":{\"inputs\":2,\"outputs\":2,\"activation\":\"Tanh\"}}",
        "one of none, relu, tanh, sigmoid"
    )]
    [InlineData("surefoot.preprocessing", null, "holds a network alone")]
    [InlineData("surefoot.preprocessing", "{}", "preprocessing")]
    [InlineData("surefoot.loss", null, "lacks \"surefoot.loss\"")]
    [InlineData("surefoot.loss", "{\"kind\":\"none\"}", "a loss of the kind \"none\"")]
    [InlineData("surefoot.loss", "{\"kind\":\"huber\",\"settings\":{\"delta\":-1}}", "The δ of the Huber loss")]
    public void Metadata_that_are_missing_or_wrong_are_named(string key, string? value, string message)
    {
        (TrainingData data, Network<float> network, _) = Trained(TaskKind.Classification);
        SavedModel.Save(ModelPath, network, data.Preprocessing);
        Rewrite(
            (texts, _) =>
            {
                if (value is null)
                    texts.Remove(key);
                else
                    texts[key] = value;
            }
        );
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ModelFileException>(() => SavedModel.Load(ModelPath));
        Assert.Contains(message, error.Message);
        Assert.Contains(ModelPath, error.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }

    [Fact]
    public void Parameters_that_are_missing_misshapen_or_too_many_are_named()
    {
        (TrainingData data, Network<float> network, _) = Trained(TaskKind.Classification);
        void Refused(string message, Action<List<TensorToWrite>> change)
        {
            SavedModel.Save(ModelPath, network, data.Preprocessing);
            Rewrite((_, tensors) => change(tensors));
            Assert.Contains(message, Assert.Throws<ModelFileException>(() => SavedModel.Load(ModelPath)).Message);
        }
        Refused(
            "lacks the parameter \"dense1.bias\"",
            tensors => tensors.RemoveAll(tensor => tensor.Name == "dense1.bias")
        );
        Refused(
            "no parameter of its model",
            tensors => tensors.Add(new TensorToWrite("extra", TensorType.U8, [0], () => []))
        );
        Refused(
            "holds \"dense1.bias\" as F32 [4, 4]",
            tensors => Replace(tensors, "dense1.bias", bias => bias with { Shape = [4, 4] })
        );
        Refused(
            "holds \"dense1.bias\" as I32 [16]",
            tensors => Replace(tensors, "dense1.bias", bias => bias with { Type = TensorType.I32 })
        );
    }

    /// <summary>
    /// Whatever stands in the metadata, under a hash that is right: a model that can be used, or the one error.
    /// </summary>
    [Property(MaxTest = 60)]
    public Property Damaged_metadata_never_do_anything_but_the_one_error()
    {
        (TrainingData data, Network<float> network, _) = Trained(TaskKind.Classification);
        SavedModel.Save(ModelPath, network, data.Preprocessing);
        byte[] whole = File.ReadAllBytes(ModelPath);
        return Prop.ForAll(
            Gen.Elements("surefoot.layers", "surefoot.input", "surefoot.loss", "surefoot.preprocessing").ToArbitrary(),
            ArbMap.Default.ArbFor<NonNegativeInt>(),
            Gen.Elements("", "0", "-1", "99999999999", "1e9", "null", "[]", "{}", "\"", ",", "true", "\\ud800", "9")
                .ToArbitrary(),
            (key, at, patch) =>
            {
                File.WriteAllBytes(ModelPath, whole);
                Rewrite(
                    (texts, _) =>
                    {
                        string text = texts[key];
                        int place = at.Get * 7 % text.Length;
                        texts[key] = text[..place] + patch + text[Math.Min(place + 1, text.Length)..];
                    }
                );
                try
                {
                    SavedModel.Load(ModelPath);
                }
                catch (ModelFileException e)
                {
                    Assert.Contains(ModelPath, e.Message);
                }
            }
        );
    }

    static void Replace(List<TensorToWrite> tensors, string name, Func<TensorToWrite, TensorToWrite> change)
    {
        int index = tensors.FindIndex(tensor => tensor.Name == name);
        tensors[index] = change(tensors[index]);
    }

    /// <summary>Reads the model's file, lets it be changed, and writes it again with a hash that is right.</summary>
    void Rewrite(Action<Dictionary<string, string>, List<TensorToWrite>> change)
    {
        Dictionary<string, string> texts;
        List<TensorToWrite> tensors;
        using (SafetensorsReader reader = SafetensorsReader.Open(ModelPath))
        {
            texts = new(reader.Metadata.Where(text => text.Key != "surefoot.sha256"));
            tensors =
            [
                .. reader.Tensors.Select(entry =>
                {
                    var bytes = new byte[entry.Bytes];
                    reader.Read(entry, bytes);
                    return new TensorToWrite(entry.Name, entry.Type, entry.Shape, () => bytes);
                }),
            ];
        }
        change(texts, tensors);
        SafetensorsWriter.Write(ModelPath, tensors, texts);
    }
}
