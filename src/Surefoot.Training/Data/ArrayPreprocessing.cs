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
    internal override StoredPreprocessing Stored => new StoredArrays(shape, task, classes, mean, scale, inputs?.Stored);
}

/// <summary>An <see cref="ArrayPreprocessing"/> as a file holds it.</summary>
sealed record StoredArrays(
    Shape Shape,
    TaskKind Task,
    string[] Classes,
    double Mean,
    double Scale,
    StoredScaling? Inputs = null
) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(
            Classes.Length <= ModelBounds.Classes
                && (Task == TaskKind.Classification ? Classes.Length >= 2 : Classes.Length == 0),
            "classes"
        );
        Require(Scale > 0, "scale");
        return new ArrayPreprocessing(Shape, Task, Classes, Mean, Scale, Inputs?.For(Shape));
    }
}
