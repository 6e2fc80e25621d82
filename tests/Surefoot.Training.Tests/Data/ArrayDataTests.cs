using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Data;

public sealed class ArrayDataTests
{
    static readonly float[] Inputs = [.. Enumerable.Range(0, 120).Select(i => i * 0.25f)];

    [Fact]
    public void Classes_are_divided_and_inputs_left_as_they_are()
    {
        var data = ArrayData.Classification(
            new(3),
            Inputs,
            [.. Enumerable.Range(0, 40).Select(i => i % 2)],
            ["no", "yes"],
            new() { ValidationShare = 0.25 },
            standardize: false
        );
        Assert.Equal((30, 10), (data.Training.Count, data.Validation.Count));
        Assert.Equal(5, data.Validation.Targets().Count(target => target == 1));
        Assert.Equal(Inputs, data.Training.AllInputs().Concat(data.Validation.AllInputs()).Order());
        Assert.Equal(["no", "yes"], data.Preprocessing.Classes);
    }

    [Fact]
    public void Values_are_standardised_over_the_training_rows()
    {
        float[] values = [.. Enumerable.Range(0, 40).Select(i => 500f + (i * i))];
        var data = ArrayData.Regression(new(3), Inputs, values, standardize: false);
        float[] targets = data.Training.Targets();
        Assert.Equal(0, targets.Average(), 1e-6);
        Assert.Equal(1, targets.Average(target => target * target), 1e-5);
        var back = targets
            .Concat(data.Validation.Targets())
            .Select(target => (target * data.Preprocessing.TargetScale) + data.Preprocessing.TargetMean)
            .Order();
        Assert.All(back.Zip(values), pair => Assert.Equal(pair.Second, pair.First, 1e-2));
    }

    [Fact]
    public void The_preprocessing_is_restored_and_opens_no_file()
    {
        var stored = ArrayData
            .Regression(new(1, 1, 3), Inputs, [.. Enumerable.Range(0, 40).Select(i => i * 0.1f)], standardize: false)
            .Preprocessing;
        var restored = Preprocessing.FromJson(JsonNode.Parse(stored.ToJson().ToJsonString())!);
        Assert.Equal(
            (stored.InputShape, stored.TargetMean, stored.TargetScale, stored.Task),
            (restored.InputShape, restored.TargetMean, restored.TargetScale, restored.Task)
        );
        Assert.Contains(
            "learned from arrays",
            Assert.Throws<DataException>(() => restored.Open("rows.csv", requireTargets: false)).Message
        );
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        int[] classes = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        Assert.Throws<ArgumentException>(() =>
            ArrayData.Classification(new(4), Inputs, classes, ["a", "b"], standardize: false)
        );
        Assert.Throws<ArgumentException>(() =>
            ArrayData.Classification(new(3), Inputs, classes, ["a"], standardize: false)
        );
        Assert.Throws<ArgumentException>(() =>
            ArrayData.Classification(new(3), Inputs, [.. classes[..39], 2], ["a", "b"], standardize: false)
        );
        Assert.Throws<ArgumentException>(() =>
            ArrayData.Classification(new(3), [.. Inputs[..119], float.NaN], classes, ["a", "b"], standardize: false)
        );
        Assert.Throws<ArgumentException>(() => ArrayData.Regression(new(3), Inputs, new float[40], standardize: false));
        Assert.Throws<ArgumentException>(() =>
            ArrayData.Regression(new(3), Inputs[..9], new float[] { 1, 2, 3 }, standardize: false)
        );
    }

    [Fact]
    public void Other_numbers_have_another_fingerprint()
    {
        int[] classes = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        string Print(float[] inputs) =>
            ArrayData.Classification(new Shape(3), inputs, classes, ["a", "b"], standardize: false).Fingerprint;
        Assert.Equal(Print(Inputs), Print([.. Inputs]));
        Assert.NotEqual(Print(Inputs), Print([.. Inputs[..119], -1]));
    }
}
