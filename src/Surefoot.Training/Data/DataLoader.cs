using Surefoot.Training.Data.Digits;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Data.Transforms;

namespace Surefoot.Training.Data;

/// <summary>Reads training data of any known format.</summary>
/// <example>
/// <code>
/// TrainingData table = DataLoader.Load("measurements.csv", new DataOptions { Target = "species" });
/// TrainingData digits = DataLoader.Load(DataLoader.Digits, new DataOptions());
/// </code>
/// </example>
public static class DataLoader
{
    /// <summary>The name of the built-in handwritten digits, where a path is expected.</summary>
    public const string Digits = "digits";

    // Asked in this order; a new format goes before those that recognise more.
    static readonly IDataFormat[] Formats =
    [
        new DigitsFormat(),
        new PngFormat(),
        new CifarFormat(),
        new IdxFormat(),
        new NumpyFormat(),
        new SvmFormat(),
        new TextFormat(),
        new TableFormat(),
    ];

    /// <summary>
    /// Reads data, divides it into training and validation rows, and fits the preprocessing to the training rows.
    /// </summary>
    /// <param name="path">
    /// A CSV file, a folder of IDX files, or another format of <c>docs/data.md</c>; null or <see cref="Digits"/> for
    /// the built-in handwritten digits.
    /// </param>
    /// <param name="options">How to read and divide it.</param>
    /// <exception cref="DataException">
    /// The data cannot be used; the message says why, where, and what to do.
    /// </exception>
    public static TrainingData Load(string? path, DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RefuseTwoTests(options);
        // Without a path the digits are meant even where something of their name lies in the folder.
        bool builtIn = path is null;
        path ??= Digits;
        foreach (var format in Formats)
        {
            if (builtIn ? !format.IsBuiltIn : !format.Recognises(path))
                continue;
            if (options.Window > 0 && !format.IsTable)
                throw new DataException(
                    $"{path} is no table, and windows are over the rows of a table. Leave the window out."
                );
            if (!format.IsTable && options.IgnoredColumns.Concat(options.TextColumns).FirstOrDefault() is { } column)
                throw new DataException(
                    $"{path} is no table and has no column {column} to treat apart. Leave the columns to "
                        + "ignore or to read as text out."
                );
            if (!format.IsTable && options.DateParts is not null)
                throw new DataException(
                    $"{path} is no table and has no dates, of which parts were asked for. Leave the parts of dates out."
                );
            if (options.Stream && !format.CanStream)
                throw StreamingChoice.Refused(path, "that is for data in files of its own. Leave streaming out.");
            TrainingData data = Finish(format.Load(path, options), options);
            (data.Options, data.Path) = (options, builtIn ? null : path);
            return data;
        }
        throw DataFile.Missing(path);
    }

    /// <summary>Refuses two places to take test rows from.</summary>
    internal static void RefuseTwoTests(DataOptions options)
    {
        if (options.Fold is { } fold && !(fold <= options.Folds))
            throw new ArgumentException($"Fold is {fold}, and Folds is {options.Folds ?? 0}.", nameof(options));
        if (options is { TestPath: not null, TestShare: > 0 })
            throw new ArgumentException(
                "TestPath and TestShare cannot both be set: test rows come from one place.",
                nameof(options)
            );
    }

    /// <summary>Makes windows of rows, and changes them at random, where that is asked for.</summary>
    internal static TrainingData Finish(TrainingData data, DataOptions options)
    {
        if (options.Window > 0)
            data = WindowPreprocessing.Over(data, options);
        if (options.Transforms.Count > 0)
            data = Transformed(data, options);
        data.NoteClasses();
        return data;
    }

    static TrainingData Transformed(TrainingData data, DataOptions options)
    {
        TransformedDataset training;
        try
        {
            training = new(data.Training, options.Transforms, options.Seed);
        }
        catch (ArgumentException e)
        {
            throw new DataException(
                $"{data.Source} cannot be changed so at random: {e.Message} Leave that change out.",
                e
            );
        }
        return new()
        {
            Training = training,
            Validation = data.Validation,
            Test = data.Test,
            Preprocessing = data.Preprocessing,
            Notes =
            [
                .. data.Notes,
                "Training rows are changed at random in every epoch: "
                    + $"{NoteText.List([.. options.Transforms.Select(transform => transform.ToString())])}.",
            ],
            TrainingClasses = data.KnowsClasses ? data.TrainingClasses : null,
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
    }
}
