using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class SvmTests : IDisposable
{
    const string Sound =
        "# made up\n+1 1:0.5 3:2\n-1 2:-4 # a comment\n\n+1 3:8\n-1 1:1 2:2\n+1 qid:7 1:0.25 3:4\n-1\n";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TrainingData Load(string text, DataOptions? options = null) =>
        DataLoader.Load(folder.Write("rows.txt", text), options ?? new() { ValidationShare = 0.34 });

    string Refusal(string text) =>
        Assert.Throws<DataException>(() => DataLoader.Load(folder.Write("rows.svm", text), new())).Message;

    [Fact]
    public void Rows_are_filled_with_zeros_and_divided_by_the_largest_magnitude_of_training()
    {
        var data = Load(Sound);
        Assert.Equal((4, 2), (data.Training.Count, data.Validation.Count));
        Assert.Equal(["-1", "1"], data.Preprocessing.Classes);
        Assert.Equal(new Shape(3), data.Preprocessing.InputShape);
        float[] training = data.Training.AllInputs();
        for (int feature = 0; feature < 3; feature++)
            Assert.Contains(training.Where((_, i) => i % 3 == feature).Select(MathF.Abs).Max(), new[] { 0f, 1f });
        Assert.Equal([1, 0, 1, 0, 1, 0], data.Preprocessing.Open(folder["rows.txt"], requireTargets: true).Targets());
        Assert.Equal([0, 0, 0], data.Preprocessing.Open(folder["rows.txt"], requireTargets: false).Inputs(5));
    }

    [Fact]
    public void Rows_read_again_into_the_same_memory_are_the_same()
    {
        var rows = Load(Sound).Training;
        var inputs = new float[6];
        rows.Read([0, 1], inputs, []);
        float[] first = [.. inputs];
        rows.Read([2, 3], inputs, []);
        rows.Read([0, 1], inputs, []);
        Assert.Equal(first, inputs);
    }

    [Fact]
    public void Indices_count_from_0_where_there_is_a_0()
    {
        Assert.Equal(new Shape(4), Load(Sound.Replace("2:-4", "0:-4")).Preprocessing.InputShape);
        var fromOne = Load(Sound).Preprocessing;
        string path = folder.Write("zero.svm", "1 0:1\n");
        Assert.StartsWith(
            $"{path} has a feature 0 and none beyond 0; the model's are counted from 1 to ",
            Assert.Throws<DataException>(() => fromOne.Open(path, requireTargets: false)).Message
        );
    }

    [Fact]
    public void Labels_of_many_values_are_regression()
    {
        var data = Load(string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}.5 {(i % 7) + 1}:{i + 1}\n")));
        Assert.Equal(TaskKind.Regression, data.Preprocessing.Task);
        float[] targets = data.Preprocessing.Open(folder["rows.txt"], requireTargets: true).Targets();
        Assert.Equal(20.5, (targets[20] * data.Preprocessing.TargetScale) + data.Preprocessing.TargetMean, 1e-5);
    }

    [Fact]
    public void What_was_fitted_is_stored_and_restored_to_the_bit()
    {
        var fitted = Load(
            string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 3} {(i % 7) + 1}:{(i * 0.37) + 0.1} 20:1e-3\n"))
        ).Preprocessing;
        string json = fitted.ToJson().ToJsonString();
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        Assert.Equal(json, restored.ToJson().ToJsonString());
        // Rows to predict need no labels; features that training did not have are not read.
        string path = folder.Write("new.svm", "1:7 2:1 900:5\n2 1:7\n");
        Assert.Equal(
            fitted.Open(path, requireTargets: false).AllInputs(),
            restored.Open(path, requireTargets: false).AllInputs()
        );
        Assert.Equal(2, restored.Open(path, requireTargets: false).Count);
    }

    [Theory]
    [InlineData("1 1:2\n1 x:3\n", "line 2: x:3 is not an index, a colon and a finite number")]
    [InlineData("1 1:2\n1 1:nan\n", "line 2: 1:nan is not")]
    [InlineData("1 1:2\n1 1:1e60\n", "line 2: 1:1e60 is not")]
    [InlineData("1 1:2\n1 -1:2\n", "line 2: -1:2 is not")]
    [InlineData("1 1:2\n1 99999999999:2\n", "line 2: 99999999999:2 is not")]
    [InlineData("1 1:2\n1 3\n", "line 2: 3 is not")]
    [InlineData("1 1:2\n1 3:\n", "line 2: 3: is not")]
    [InlineData("1 1:2\n# x\n1 3:1 2:1\n", "line 3: the index 2 stands behind 3")]
    [InlineData("1 1:2\n1 3:1 3:1\n", "line 2: the index 3 stands behind 3")]
    [InlineData("1 1:2\n1 300000:1\n", "line 2: the index 300000 is beyond 262,144")]
    [InlineData("1:2\n1:3 2:1\n", "line 1: the row has no label")]
    [InlineData("1 1:2\n1,3 2:1\n", "line 2: the label 1,3 is not a finite number")]
    [InlineData("1 1:2\ninf 2:1\n", "line 2: the label inf is not a finite number")]
    [InlineData("# nothing\n", "holds no row")]
    [InlineData("", "is empty")]
    [InlineData("1 1:2\n1 1:3\n1 1:4\n1 1:5\n", "every row has the same target, 1")]
    [InlineData("1 1:2\n0 1:3\n", "at least 4 are needed")]
    [InlineData("1\n0\n1\n0\n", "not one feature")]
    [InlineData("1 1:2\n\0", "line 2: the line holds a zero byte")]
    public void A_broken_line_is_named(string text, string expected)
    {
        string message = Refusal(text);
        Assert.StartsWith(folder["rows.svm"], message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_named_with_their_line()
    {
        string path = folder.Write("rows.svm", [.. "1 1:2\n"u8, 0xC3, 0x28, (byte)'\n']);
        Assert.StartsWith(
            $"{path}, line 2: the line is not text in UTF-8",
            Assert.Throws<DataException>(() => DataLoader.Load(path, new())).Message
        );
    }

    [Fact]
    public void A_label_that_training_did_not_see_is_named()
    {
        var fitted = Load(Sound).Preprocessing;
        string path = folder.Write("new.svm", "1 1:1\n3 1:1\n");
        Assert.Contains(
            "line 2: the target 3 is not a class that was trained; those are -1 and 1",
            Assert.Throws<DataException>(() => fitted.Open(path, requireTargets: true)).Message
        );
    }

    [Fact]
    public void A_table_is_not_taken_for_it() =>
        Assert.IsNotType<Surefoot.Training.Data.Sparse.SvmPreprocessing>(
            Load("x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n").Preprocessing
        );
}
