using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// How a checkpoint lies in a safetensors file: the arrays of each part of the run as tensors under the part's name,
/// all single values as one JSON object in a tensor of bytes, the version in the metadata. The file carries the SHA-256
/// of all of it.
/// </summary>
sealed class CheckpointFile : IDisposable
{
    // Version 1 is the first. A reader knows all versions up to its own.
    const int FormatVersion = 1;
    const string VersionKey = "surefoot.checkpoint",
        ValuesName = "surefoot.values";
    const int LongestValues = 1 << 28;

    readonly string path;
    readonly SafetensorsReader file;
    readonly JsonFields values;

    CheckpointFile(string path, SafetensorsReader file, JsonFields values) =>
        (this.path, this.file, this.values) = (path, file, values);

    /// <summary>Writes a checkpoint; it is read back and checked against its hash before it takes its place.</summary>
    /// <exception cref="ModelFileException">
    /// It cannot be written, or was not read back as it was written; what was there before is untouched.
    /// </exception>
    public static void Write(string path, IEnumerable<IRunState> parts, IDisk disk)
    {
        var tensors = new List<TensorToWrite>();
        var json = new JsonObject();
        foreach (IRunState part in parts)
        {
            var state = new RunStateWriter(part.Name);
            part.Write(state);
            tensors.AddRange(state.Tensors);
            json.Add(part.Name, state.Json);
        }
        byte[] single = JsonFile.Utf8(json);
        tensors.Add(new TensorToWrite(ValuesName, TensorType.U8, [single.Length], () => single));
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
        };
        SafetensorsWriter.Write(path, tensors, metadata, written => Open(written).Dispose(), disk);
    }

    /// <summary>Opens a checkpoint and checks it from the first byte to the last.</summary>
    /// <exception cref="ModelFileException">It cannot be read, is damaged, or is none.</exception>
    /// <exception cref="RunException">A newer Surefoot wrote it.</exception>
    public static CheckpointFile Open(string path)
    {
        SafetensorsReader opened = SafetensorsReader.Open(path);
        try
        {
            if (!opened.Metadata.TryGetValue(VersionKey, out string? text))
                throw new ModelFileException($"{path} is no checkpoint: its metadata lack \"{VersionKey}\".");
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
                throw new ModelFileException($"{path} has \"{text}\" for its version; a whole number is expected.");
            if (version > FormatVersion)
                throw new RunException(
                    $"{path} is a checkpoint of version {version}, and this Surefoot reads up to version "
                        + $"{FormatVersion}; go on with the newer Surefoot that wrote it."
                );
            if (opened.Find(ValuesName) is not { Type: TensorType.U8, Bytes: <= LongestValues } entry)
                throw new ModelFileException($"{path} lacks \"{ValuesName}\".");
            var bytes = new byte[entry.Bytes];
            opened.Read(entry, bytes);
            return new CheckpointFile(path, opened, JsonFields.Parse(bytes, path));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Gives every part back what it handed over.</summary>
    /// <exception cref="ModelFileException">
    /// It is the checkpoint of another run: a part is missing, or does not fit.
    /// </exception>
    public void Restore(IEnumerable<IRunState> parts)
    {
        foreach (IRunState part in parts)
            part.Read(new RunStateReader(part.Name, values.Object(part.Name), file, path));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();
}
