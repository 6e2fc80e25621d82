using Surefoot.Training.Exchange;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>The weights that training starts from, where it is not from those of the seed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Names">What layers are called in it, by their names here.</param>
sealed record StartingWeights(string Path, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>From the texts of the two options.</summary>
    /// <exception cref="UsageException">
    /// The names are no pairs, or there is nothing that they are the names in.
    /// </exception>
    public static StartingWeights? Of(string? path, string? names)
    {
        if (path is null)
            return names is null
                ? null
                : throw new UsageException(
                    "--weight-names says what layers are called in the file of --weights, and that is "
                        + "missing. Give --weights, or leave it out."
                );
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string pair in names?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (pair.Split('=') is not [{ Length: > 0 } ours, { Length: > 0 } theirs] || !pairs.TryAdd(ours, theirs))
                throw new UsageException(
                    $"--weight-names is '{names}', in which '{pair}' is not a layer of ours, =, and its name "
                        + "in the file, each layer once. Give, for example, --weight-names dense1=fc1,dense2=fc2"
                );
        }

        return new(path, pairs);
    }

    /// <summary>Puts the weights into a network.</summary>
    /// <exception cref="UsageException">A name is not one of the network's layers.</exception>
    /// <exception cref="ModelFileException">
    /// The file cannot be read, or its weights are those of another network.
    /// </exception>
    public void Load(Network<float> network)
    {
        if (IsOurs())
        {
            Copy(SavedModel.Load(Path).Network, network);
            return;
        }

        try
        {
            TorchWeights.Load(network, Path, Names);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--weight-names does not fit: {error.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    bool IsOurs()
    {
        using SafetensorsReader file = SafetensorsReader.Open(Path);
        return file.Metadata.ContainsKey("surefoot.format");
    }

    void Copy(Network<float> from, Network<float> to)
    {
        if (FirstDifference(from, to) is var (theirs, ours))
            throw new ModelFileException(
                $"{Path} holds another network: where it has \"{theirs}\", this one has \"{ours}\". Give the "
                    + "options that it was trained with."
            );
        foreach (Parameter<float> source in All(from))
        {
            int index = source.Value.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            if (index >= 0)
                throw new ModelFileException(
                    $"{Path} holds {(float.IsNaN(source.Value[index]) ? "NaN" : "infinity")} in "
                        + $"\"{source.Name}\" at index {index}; weights to start from must be finite numbers. Take "
                        + "another model."
                );
        }
        foreach ((Parameter<float> source, Parameter<float> target) in All(from).Zip(All(to)))
            source.Value.CopyTo(target.Value);
    }

    // Dropout changes how a network is trained, and not what it says: weights go from one share to another.
    static (string Theirs, string Ours)? FirstDifference(Network<float> from, Network<float> to)
    {
        string[] theirs = Lines(from),
            ours = Lines(to);
        int same = theirs.Zip(ours).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == theirs.Length && same == ours.Length ? null : (At(theirs, same), At(ours, same));

        static string[] Lines(Network<float> network) =>
            [
                $"input {network.InputShape}",
                .. network
                    .GetConfig()
                    .ToLines()
                    .Select(line => line.Trim())
                    .Where(line => !line.StartsWith("dropout ", StringComparison.Ordinal)),
            ];

        static string At(string[] lines, int i) => i < lines.Length ? lines[i] : "nothing more";
    }

    static Parameter<float>[] All(Network<float> network) =>
        [.. network.NamedParameters, .. network.NamedStates, .. network.Tables.Select(table => table.Weight)];
}
