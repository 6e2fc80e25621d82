namespace Surefoot.Tests.Surface;

/// <summary>
/// The folders of an assembly's sources one above the other: a type refers to types of its own folder and of those
/// below it, so that they form no circle.
/// </summary>
/// <param name="Root">The namespace of the assembly, whose next part is the folder.</param>
/// <param name="Floors">The folders, the lowest first.</param>
sealed record FolderOrder(string Root, IReadOnlyList<string> Floors)
{
    /// <summary>
    /// Types that stand too high as yet: what refers to them from below is borne, and none is named in vain.
    /// </summary>
    public IReadOnlyList<string> TooHigh { get; init; } = [];

    /// <summary>What is against the order, a sentence each.</summary>
    public IEnumerable<string> Against(IEnumerable<(string From, string To)> references)
    {
        var upwards = references
            .Where(pair => Folder(pair.From) is not null && Folder(pair.To) is not null)
            .Where(pair => Floor(pair.From) < Floor(pair.To))
            .ToList();
        foreach (var (from, to) in upwards.Where(pair => !TooHigh.Contains(pair.To)).Order())
            yield return $"{from} refers to {to}, and {Folder(to)} stands above {Folder(from)}.";
        foreach (string type in TooHigh.Where(type => upwards.TrueForAll(pair => pair.To != type)))
            yield return $"Nothing below refers to {type} any more: take it off the list of those that stand too high.";
    }

    /// <summary>The folders that refer to each other, directly or round about, a group each.</summary>
    public IEnumerable<IReadOnlyList<string>> Circles(IReadOnlyCollection<(string From, string To)> references)
    {
        var below = references
            .Where(pair => Folder(pair.From) is not null && Folder(pair.To) is not null)
            .ToLookup(pair => Folder(pair.From)!, pair => Folder(pair.To)!);
        return below
            .Select(folder => folder.Key)
            .Order()
            .Select(one =>
                (IReadOnlyList<string>)
                    [.. Reached(one, below).Where(other => Reached(other, below).Contains(one)).Order()]
            )
            .Where(circle => circle.Count > 1)
            .DistinctBy(circle => string.Join(' ', circle));
    }

    static HashSet<string> Reached(string from, ILookup<string, string> below)
    {
        var reached = new HashSet<string>();
        var waiting = new Stack<string>([from]);
        while (waiting.TryPop(out string? one))
            foreach (string next in below[one])
                if (reached.Add(next))
                    waiting.Push(next);
        return reached;
    }

    /// <summary>The sources whose namespace is not that of their folder, or of one that it lies in.</summary>
    public IEnumerable<string> Misplaced(string sources)
    {
        foreach (string path in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories).Order())
        {
            string[] parts = Path.GetRelativePath(sources, path).Split(Path.DirectorySeparatorChar)[..^1];
            if (parts is ["obj" or "bin", ..])
                continue;
            string? line = File.ReadLines(path).FirstOrDefault(each => each.StartsWith("namespace "));
            string[] named = line?["namespace ".Length..].TrimEnd(';', ' ').Split('.')[Root.Split('.').Length..] ?? [];
            bool fits = named.Length <= parts.Length && named.AsSpan().SequenceEqual(parts.AsSpan(0, named.Length));
            if (line is not null && !(fits && (named.Length > 0 || parts.Length == 0)))
                yield return $"{path} has the {line.TrimEnd(';')}.";
        }
    }

    /// <summary>The folder of a type; null for what the compiler made outside of all.</summary>
    public string? Folder(string type) =>
        type.StartsWith($"{Root}.", StringComparison.Ordinal)
        && type[(Root.Length + 1)..].Split('.') is [var first, _, ..]
            ? first
            : null;

    int Floor(string type)
    {
        for (int i = 0; i < Floors.Count; i++)
            if (Floors[i] == Folder(type))
                return i;
        throw new InvalidOperationException(
            $"{type} lies in a folder that has no place yet: put {Folder(type)} into the list of floors."
        );
    }
}
