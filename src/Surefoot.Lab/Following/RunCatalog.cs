namespace Surefoot.Lab.Following;

/// <summary>
/// The runs below one folder, kept up to date by looking at the files. A run is known by its folder's name, taken from
/// the disk: a name that comes with a request is only ever compared, and never becomes a path.
/// </summary>
/// <param name="root">The folder that holds the runs; it need not exist yet.</param>
sealed class RunCatalog(string root)
{
    // A record of ours has a few kB, one with the confusions of a thousand classes some MB.
    const long SmallRecord = 64 << 10,
        AllRecords = 64 << 20;

    readonly Lock gate = new();
    readonly Dictionary<string, FollowedRun> runs = new(StringComparer.Ordinal);

    /// <summary>The folder that holds the runs.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The run that this process trains, and its latest step; null where it trains none.</summary>
    public OwnRun? Own { get; set; }

    /// <summary>Looks at the folder and at every run in it.</summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Look()
    {
        lock (gate)
        {
            bool changed = false;
            HashSet<string> there = [.. Folders()];
            foreach (string gone in runs.Keys.Where(name => !there.Contains(name)).ToArray())
                changed |= runs.Remove(gone);
            var share = LookShare.Of(there.Count);
            long room = AllRecords - runs.Values.Sum(run => run.RecordLength);
            foreach (string name in there)
            {
                if (!runs.TryGetValue(name, out FollowedRun? run))
                {
                    string folder = Path.Combine(Root, name);
                    if (!FollowedRun.IsRun(folder))
                        continue;
                    runs.Add(name, run = new(folder));
                }

                room += run.RecordLength;
                changed |= run.Look(share, Math.Max(SmallRecord, room));
                room -= run.RecordLength;
            }

            return changed;
        }
    }

    /// <summary>All runs as they stand: live ones first, and among equals the latest.</summary>
    public IReadOnlyList<RunView> Views()
    {
        lock (gate)
            return
            [
                .. runs
                    .Values.OrderByDescending(run => run.Started)
                    .ThenByDescending(run => run.Name, StringComparer.Ordinal)
                    .Select(View)
                    .OrderByDescending(view => view.IsLive),
            ];
    }

    /// <summary>A live run; null where there is none of that name.</summary>
    public LiveRun? Live(string name)
    {
        lock (gate)
            return runs.TryGetValue(name, out FollowedRun? run) && View(run).IsLive
                ? new(run.Folder, Own is { } own && own.Name == name ? own.Control : null)
                : null;
    }

    RunView View(FollowedRun run) => Own is { } own && own.Name == run.Name ? own.Complete(run.View()) : run.View();

    IEnumerable<string> Folders()
    {
        try
        {
            return Directory.Exists(Root) ? Latest() : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read now may be later; the page shows what is known.
            return runs.Keys.ToArray();
        }
    }

    string[] Latest()
    {
        string[] names = [.. Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path))];
        return names.Length <= LookShare.MostRuns
            ? names
            :
            [
                .. names
                    .OrderByDescending(name => Directory.GetLastWriteTimeUtc(Path.Combine(Root, name)))
                    .Take(LookShare.MostRuns),
            ];
    }
}
