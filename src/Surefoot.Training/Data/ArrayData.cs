using Surefoot.Training.Formats;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>
/// Makes training data of arrays that a program holds. Each feature, or each channel of images, is standardized over
/// the training rows unless the caller says that the numbers are to be read as they are; the saved model remembers it.
/// To predict rows in their own units give them to <see cref="Predicting.Predictor"/>; a <see cref="MatrixDataset"/> of
/// one's own holds what the network reads, after standardizing.
/// </summary>
public static class ArrayData
{
    /// <summary>Rows of which each is of one class; every class has its share of the validation rows.</summary>
    /// <param name="inputShape">The shape of one row's input.</param>
    /// <param name="inputs">
    /// All inputs, row-major, finite, in their own units; copied where they are standardized, else kept.
    /// </param>
    /// <param name="classes">The index of each row's class, from 0 to classes − 1.</param>
    /// <param name="names">The names of the classes, two or more.</param>
    /// <param name="options">How to divide the rows. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <param name="standardize">
    /// Whether each feature (each channel of [channels, height, width]) is brought to mean 0 and deviation 1; true
    /// unless given. False for indices of an embedding, and for what is about 0 and of size 1 already. Keras and
    /// PyTorch leave it to the program.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit, a class has no name, or an input is not finite.
    /// </exception>
    public static TrainingData Classification(
        Shape inputShape,
        float[] inputs,
        ReadOnlySpan<int> classes,
        IReadOnlyList<string> names,
        DataOptions? options = null,
        bool standardize = true
    )
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count > ModelBounds.Classes)
            throw new ArgumentException(
                $"There are {names.Count} classes; a model has at most {ModelBounds.Classes}.",
                nameof(names)
            );
        if (names.Count < 2)
            throw new ArgumentException(
                $"There are {names.Count} classes; at least two are needed to learn.",
                nameof(names)
            );
        var targets = new float[classes.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            if ((uint)classes[row] >= (uint)names.Count)
                throw new ArgumentException(
                    $"Row {row} is of class {classes[row]}; there are {names.Count} classes, counted from 0.",
                    nameof(classes)
                );
            targets[row] = classes[row];
        }
        options ??= new();
        var split = Split(inputShape, inputs, classes, options);
        return Build(
            inputs,
            targets,
            split,
            new ArrayPreprocessing(
                inputShape,
                TaskKind.Classification,
                [.. names],
                mean: 0,
                scale: 1,
                Scaling(standardize, inputShape, inputs, split)
            )
        );
    }

    /// <summary>Rows of which each has a number; the numbers are standardised over the training rows.</summary>
    /// <param name="inputShape">The shape of one row's input.</param>
    /// <param name="inputs">
    /// All inputs, row-major, finite, in their own units; copied where they are standardized, else kept.
    /// </param>
    /// <param name="values">The number of each row, in its own units, finite.</param>
    /// <param name="options">How to divide the rows. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <param name="standardize">
    /// Whether each feature (each channel of [channels, height, width]) is brought to mean 0 and deviation 1; true
    /// unless given. False for indices of an embedding, and for what is about 0 and of size 1 already. Keras and
    /// PyTorch leave it to the program.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit, a number is not finite, or all values are the same.
    /// </exception>
    public static TrainingData Regression(
        Shape inputShape,
        float[] inputs,
        ReadOnlySpan<float> values,
        DataOptions? options = null,
        bool standardize = true
    )
    {
        RefuseNonFinite(values, nameof(values));
        options ??= new();
        var split = Split<int>(inputShape, inputs, default, options, values.Length);
        var moments = new Tables.Moments(Tables.Moments.Single);
        foreach (int row in split.Training)
            moments.Add(values[row]);
        if (moments.IsConstant)
            throw new ArgumentException(
                "Every training row has the same value, but for rounding at most; there is nothing to learn.",
                nameof(values)
            );
        var targets = new float[values.Length];
        for (int row = 0; row < targets.Length; row++)
            targets[row] = (float)((values[row] - moments.Mean) / moments.Deviation);
        return Build(
            inputs,
            targets,
            split,
            new ArrayPreprocessing(
                inputShape,
                TaskKind.Regression,
                [],
                moments.Mean,
                moments.Deviation,
                Scaling(standardize, inputShape, inputs, split)
            )
        );
    }

    static RowSplit Split<T>(
        Shape shape,
        float[] inputs,
        ReadOnlySpan<T> classes,
        DataOptions options,
        int? count = null
    )
        where T : System.Numerics.IBinaryInteger<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int rows = count ?? classes.Length;
        if (inputs.Length != (long)rows * shape.Length)
            throw new ArgumentException(
                $"{inputs.Length} inputs are not {rows} rows of shape {shape}.",
                nameof(inputs)
            );
        if (rows < RowSplit.FewestRows)
            throw new ArgumentException(
                $"There are {rows} rows; at least {RowSplit.FewestRows} are needed to train and to validate.",
                nameof(inputs)
            );
        RefuseNonFinite(inputs, nameof(inputs));
        return RowSplit.Shuffled(rows, options, classes);
    }

    static ArrayScaling? Scaling(bool standardize, Shape shape, float[] inputs, RowSplit split) =>
        standardize ? ArrayScaling.Fit(shape, inputs, split.Training) : null;

    static TrainingData Build(float[] inputs, float[] targets, RowSplit split, ArrayPreprocessing preprocessing)
    {
        float[] read = inputs;
        if (preprocessing.Inputs is { } scaling)
        {
            read = new float[inputs.Length];
            scaling.Apply(inputs, read);
            // One far from the training rows may lie beyond what a float holds.
            RefuseNonFinite(read, nameof(inputs));
        }
        var whole = new MatrixDataset(preprocessing.InputShape, read, targets);
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = split.TestOf(whole),
            Preprocessing = preprocessing,
            Notes = preprocessing.Inputs?.Note() is { } note ? [note] : [],
            Source = "arrays",
            Fingerprint = Fingerprint.Of(Fingerprint.OfNumbers(inputs), Fingerprint.OfNumbers(targets)),
        };
    }

    static void RefuseNonFinite(ReadOnlySpan<float> numbers, string name)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
                throw new ArgumentException(
                    $"Number {i} is {NoteText.Number(numbers[i])}; only finite numbers can be learned from.",
                    name
                );
        }
    }
}
