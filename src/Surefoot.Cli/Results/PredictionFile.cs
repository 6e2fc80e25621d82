using System.Globalization;
using System.Text;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Results;

/// <summary>
/// Predictions as CSV: a line a row, in the order of the rows, with as many digits as tell every number apart, so that
/// the file is as exact as the model.
/// </summary>
static class PredictionFile
{
    /// <summary>Writes to a file, which is there whole or not at all, or to stdout where there is no path.</summary>
    public static void Write(string? path, Preprocessing preprocessing, Predictions predictions)
    {
        if (path is not null && !KeepsItsPlace(path))
        {
            AtomicFile.Write(path, stream => Write(stream, preprocessing, predictions, text => text));
            return;
        }

        using Stream output = path is null ? Console.OpenStandardOutput() : new WritingStream(path, FileMode.Create);
        Write(
            output,
            preprocessing,
            predictions,
            path is null && !Console.IsOutputRedirected ? NoteText.Printable : text => text
        );
    }

    /// <summary>
    /// A pipe, a device or a link is written to: a new file in its place would destroy it. Pipes and devices have no
    /// length.
    /// </summary>
    static bool KeepsItsPlace(string path) =>
        File.Exists(path)
        && (new FileInfo(path).Length == 0 || File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint));

    // A terminal is shown what acts on it by its number; a file and another program get the names as they are.
    static void Write(Stream stream, Preprocessing preprocessing, Predictions predictions, Func<string, string> shown)
    {
        using StreamWriter csv = new(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            bufferSize: 1 << 16,
            leaveOpen: true
        )
        {
            NewLine = "\n",
        };
        bool classification = preprocessing.Task == TaskKind.Classification;
        csv.Write("prediction");
        foreach (string name in preprocessing.Classes)
            csv.Write("," + CsvText.Field(shown("probability_" + name)));
        csv.WriteLine();
        for (int row = 0; row < predictions.Count; row++)
        {
            csv.Write(
                classification ? CsvText.Field(shown(predictions.ClassName(row))) : Exact(predictions.Value(row))
            );
            for (int i = 0; i < preprocessing.Classes.Count; i++)
                csv.Write("," + Exact(predictions.Probability(row, i)));
            csv.WriteLine();
        }
    }

    static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
