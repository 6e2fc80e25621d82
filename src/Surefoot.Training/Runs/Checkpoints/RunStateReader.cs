using System.Runtime.InteropServices;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>What one <see cref="IRunState"/> handed over, as a checkpoint holds it.</summary>
/// <param name="part">The part's name.</param>
/// <param name="json">Its single values.</param>
/// <param name="file">The checkpoint.</param>
/// <param name="path">The checkpoint's path, for errors.</param>
sealed class RunStateReader(string part, JsonFields json, SafetensorsReader file, string path)
{
    /// <summary>The single values.</summary>
    public JsonFields Json => json;

    /// <summary>A number of <see cref="RunStateWriter.Number"/>.</summary>
    public double Number(string name) =>
        json.IsText(name)
            ? json.Text(name) switch
            {
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                "NaN" => double.NaN,
                _ => throw json.Wrong(name, "is a text; a number, Infinity, -Infinity or NaN is expected"),
            }
            : json.OptionalNumber(name) ?? throw json.Wrong(name, "is missing");

    /// <summary>
    /// Whether there is a number of this name; those that were added to the format later may be missing.
    /// </summary>
    public bool HasNumber(string name) => json.IsText(name) || json.OptionalNumber(name) is not null;

    /// <summary>Whether there is an array of this name.</summary>
    public bool Has(string name) => file.Find($"{part}/{name}") is not null;

    /// <summary>Fills a span with an array of just its length.</summary>
    public void Numbers<T>(string name, Span<T> into)
        where T : unmanaged
    {
        TensorEntry entry = Entry<T>(name);
        if (entry.Shape[0] != into.Length)
            throw new ModelFileException(
                $"{path} holds {entry.Shape[0]} numbers for \"{entry.Name}\"; this run needs {into.Length}."
            );
        file.Read(entry, MemoryMarshal.AsBytes(into));
    }

    /// <summary>An array of any length.</summary>
    public T[] Numbers<T>(string name)
        where T : unmanaged
    {
        var numbers = new T[Entry<T>(name).Shape[0]];
        Numbers(name, numbers.AsSpan());
        return numbers;
    }

    /// <summary>A list of numbers of rows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many rows there are.</param>
    public ReadOnlySpan<int> Rows(string name, int count)
    {
        int[] rows = Numbers<int>(name);
        if (rows.AsSpan().ContainsAnyExceptInRange(0, count - 1))
            throw new ModelFileException(
                $"{path} holds rows in \"{part}/{name}\" that are not among the {count} of its table."
            );
        return rows;
    }

    TensorEntry Entry<T>(string name)
        where T : unmanaged
    {
        TensorEntry entry =
            file.Find($"{part}/{name}")
            ?? throw new ModelFileException($"{path} lacks \"{part}/{name}\", which this run needs.");
        if (entry.Type != TensorTypes.Of<T>() || entry.Shape.Count != 1)
            throw new ModelFileException(
                $"{path} holds \"{entry.Name}\" as {entry.Type.FileName()} {entry.ShapeText}; a list of "
                    + $"{TensorTypes.Of<T>().FileName()} is expected."
            );
        return entry;
    }
}
