using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>Rows that a program gave as arrays: the inputs are standardized, or read as they are.</summary>
/// <param name="shape">The shape of one row's input.</param>
/// <param name="task">What is learned.</param>
/// <param name="classes">The names of the classes; empty for regression.</param>
/// <param name="mean">The mean of a regression target; else 0.</param>
/// <param name="scale">The standard deviation of a regression target; else 1.</param>
/// <param name="inputs">What is done to the inputs; null where they are read as they are.</param>
sealed class ArrayPreprocessing(
    Shape shape,
    TaskKind task,
    string[] classes,
    double mean,
    double scale,
    ArrayScaling? inputs = null
) : Preprocessing
{
    internal const string Kind = "arrays";

    /// <inheritdoc/>
    public override TaskKind Task => task;

    /// <inheritdoc/>
    public override Shape InputShape => shape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => classes;

    /// <inheritdoc/>
    public override string TargetName => "target";

    /// <inheritdoc/>
    public override double TargetMean => mean;

    /// <inheritdoc/>
    public override double TargetScale => scale;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes) =>
        throw new DataException(
            $"{path} cannot be read for this model: it learned from arrays in a program, which say nothing "
                + "about files. Give it a MatrixDataset in a program."
        );

    /// <inheritdoc/>
    internal override int RowLength => shape.Length;

    /// <inheritdoc/>
    internal override string RowForm => $"{NoteText.Count(shape.Length)} numbers";

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        if (inputs is null)
            row.CopyTo(input);
        else
            inputs.Apply(row, input);
    }

    /// <summary>What is done to the inputs; null where they are read as they are.</summary>
    internal ArrayScaling? Inputs => inputs;

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject json = Common();
        if (inputs is not null)
            json["inputs"] = inputs.ToJson();
        return json;
    }

    JsonObject Common() =>
        new()
        {
            ["kind"] = Kind,
            ["shape"] = new JsonArray([.. shape.ToArray().Select(size => JsonValue.Create(size))]),
            ["task"] = task == TaskKind.Regression ? "regression" : "classification",
            ["classes"] = new JsonArray([.. classes.Select(name => JsonValue.Create(name))]),
            ["mean"] = mean,
            ["scale"] = scale,
        };

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static ArrayPreprocessing Restore(StoredJson json)
    {
        int[] shape = [.. json.Items("shape", most: 3).Select(size => size.Integer(1, int.MaxValue))];
        if (shape.Length is 0 or > 3 || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue)
            throw json.Damaged("shape");
        var task = json["task"]
            .Choice(("regression", TaskKind.Regression), ("classification", TaskKind.Classification));
        string[] classes = [.. json.Items("classes", ModelBounds.Classes).Select(name => name.Text())];
        if (task == TaskKind.Classification ? classes.Length < 2 : classes.Length > 0)
            throw json.Damaged("classes");
        // Files written before inputs were standardized have no such member, nor those whose inputs are read as they
        // are.
        ArrayScaling? inputs = json["inputs"].Node is null ? null : ArrayScaling.Restore(json["inputs"], new(shape));
        return new(new(shape), task, classes, json["mean"].Number(), json["scale"].Positive(), inputs);
    }
}
