using System.Globalization;
using System.Text;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Results;

/// <summary>Predictions as CSV, with as many digits as tell every float apart, so that the file is as exact as the model.</summary>
static class PredictionFile
{
    /// <summary>Writes to a file, which is there whole or not at all, or to stdout.</summary>
    public static void Write(string? path, SavedModel model, IDataset rows, int threads)
    {
        // A pipe or a device cannot be replaced by a new file: it is written to.
        if (path is not null && (!File.Exists(path) || (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == FileAttributes.None))
        {
            AtomicFile.Write(path, stream => Write(stream, model, rows, threads));
            return;
        }

        using Stream output = path is null ? Console.OpenStandardOutput() : new FileStream(path, FileMode.Open, FileAccess.Write);
        Write(output, model, rows, threads);
    }

    static void Write(Stream stream, SavedModel model, IDataset rows, int threads)
    {
        using StreamWriter csv = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        csv.WriteLine("prediction");
    }
}
