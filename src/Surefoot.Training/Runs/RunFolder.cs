using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Folds;

namespace Surefoot.Training.Runs;

/// <summary>
/// The folder of one run: run.json says what was done and what came of it, metrics.jsonl has a line for each epoch,
/// folds.json holds what the folds of a cross-validation reached, model.safetensors is the trained network, report.html
/// shows it all, and checkpoints/ holds what resuming needs. lock
/// says which process has the folder.
/// </summary>
public sealed class RunFolder
{
    const string RecordName = "run.json",
        MetricsName = "metrics.jsonl",
        ModelName = "model.safetensors",
        ReportName = "report.html",
        FoldsName = "folds.json",
        CheckpointsName = "checkpoints",
        LockName = "lock",
        ControlName = "control";

    RunFolder(string path) => FullPath = path;

    /// <summary>The folder's absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The folder's own name, which is the run's name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(FullPath));

    /// <summary>The path of run.json.</summary>
    public string RecordPath => Path.Combine(FullPath, RecordName);

    /// <summary>The path of metrics.jsonl.</summary>
    public string MetricsPath => Path.Combine(FullPath, MetricsName);

    /// <summary>The path of model.safetensors.</summary>
    public string ModelPath => Path.Combine(FullPath, ModelName);

    /// <summary>The path of report.html.</summary>
    public string ReportPath => Path.Combine(FullPath, ReportName);

    /// <summary>The path of folds.json, which runs with folds have.</summary>
    public string FoldsPath => Path.Combine(FullPath, FoldsName);

    /// <summary>The path of the folder for checkpoints.</summary>
    public string CheckpointsPath => Path.Combine(FullPath, CheckpointsName);

    /// <summary>Whether a living process writes to this folder.</summary>
    public bool IsInUse => RunLock.Look(LockPath).Held;

    /// <summary>Whether a living process writes to this folder, and its run waits to be told to go on.</summary>
    public bool IsPaused => RunLock.Look(LockPath).Paused;

    /// <summary>
    /// Takes the folder for this process, until the lock is disposed, and removes what a killed one left half written.
    /// </summary>
    /// <exception cref="RunException">Another process has it.</exception>
    public RunLock Lock()
    {
        var taken = RunLock.Take(LockPath);
        AtomicFile.RemoveLeftovers(FullPath);
        ControlFile.Take(ControlPath);
        return taken;
    }

    /// <summary>Asks something of the process that trains in this folder; it looks about twice a second.</summary>
    /// <param name="request">What is asked for; a request that was not seen yet is replaced.</param>
    /// <exception cref="ModelFileException">The request cannot be written.</exception>
    public void Ask(RunRequest request) => ControlFile.Write(ControlPath, request);

    /// <summary>Takes what was asked for by <see cref="Ask"/>; null where nothing was.</summary>
    public RunRequest? TakeRequest() => ControlFile.Take(ControlPath);

    string LockPath => Path.Combine(FullPath, LockName);

    string ControlPath => Path.Combine(FullPath, ControlName);

    /// <summary>An observer that adds a line to metrics.jsonl for each epoch.</summary>
    public IRunObserver Metrics => new MetricsFile(MetricsPath);

    /// <summary>
    /// Makes the folder of a new run, and makes sure that it can be written to and that there is room. A folder that
    /// already holds a run is refused.
    /// </summary>
    /// <param name="path">The folder; it and those above it are made where they do not exist.</param>
    /// <param name="room">How many bytes the run will write at least, as far as is known.</param>
    /// <exception cref="RunException">
    /// The folder holds a run, cannot be made or written to, or has too little room.
    /// </exception>
    public static RunFolder Create(string path, long room = 0)
    {
        var folder = new RunFolder(Full(path));
        if (folder.Taken() is null && folder.Claim(path, room))
            return folder;
        throw new RunException(
            $"{path} already holds a run ({folder.Taken()} is there), and runs are not overwritten; name "
                + "another folder, or remove this one first."
        );
    }

    /// <summary>
    /// Makes the folder of a new run under the first free name of the form mlp-rmsprop-1, mlp-rmsprop-2, …
    /// </summary>
    /// <param name="parent">The folder that holds the runs, by custom "runs".</param>
    /// <param name="model">The kind of network.</param>
    /// <param name="optimizer">The optimizer's name.</param>
    /// <param name="room">How many bytes the run will write at least, as far as is known.</param>
    /// <exception cref="RunException">The folder cannot be made or written to, or has too little room.</exception>
    public static RunFolder CreateNext(string parent, string model, string optimizer, long room = 0)
    {
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(parent, $"{model}-{optimizer}-{number}");
            if (Path.Exists(path))
                continue;
            var folder = new RunFolder(Full(path));
            if (folder.Claim(path, room))
                return folder;
        }
    }

    /// <summary>The folder of a run that was made before.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="RunException">It holds no run.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(Full(path));
        return File.Exists(folder.RecordPath)
            ? folder
            : throw new RunException(
                $"{path} holds no run: there is no {RecordName} in it. Give the folder that training named at its end."
            );
    }

    /// <summary>Writes run.json, in place of the one before.</summary>
    /// <param name="record">All that is known of the run; its epochs are not written here.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Write(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Write(RecordPath, record.ToJson());
    }

    /// <summary>All that is known of the run, with its epochs.</summary>
    /// <exception cref="ModelFileException">A file cannot be read, or is not what it should be.</exception>
    public RunRecord Read()
    {
        RunRecord record = RunRecord.Read(RecordPath);
        RunMetrics metrics = RunMetrics.Read(MetricsPath);
        return record with
        {
            Epochs = metrics.Epochs,
            Intervals = metrics.Intervals,
            Diagnoses = metrics.Diagnoses,
            LostLines = metrics.LostLines,
            Folds = File.Exists(FoldsPath) ? FoldsRecord.Read(FoldsPath) : null,
        };
    }

    /// <summary>Writes folds.json, in place of the one before.</summary>
    /// <param name="folds">The folds that were trained so far.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Write(FoldsRecord folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        Write(FoldsPath, folds.ToJson());
    }

    static void Write(string path, JsonObject json) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(JsonFile.Utf8(json, indented: true));
                stream.WriteByte((byte)'\n');
            }
        );

    static string Full(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException e)
        {
            throw new RunException($"\"{path}\" is no path of a folder: {e.Message}", e);
        }
    }

    string? Taken() =>
        Array.Find(
            [RecordName, MetricsName, ModelName, ReportName, FoldsName, CheckpointsName],
            name => Path.Exists(Path.Combine(FullPath, name))
        );

    /// <summary>Makes the folder this run's.</summary>
    /// <returns>Whether it is; not if another process took it meanwhile.</returns>
    bool Claim(string path, long room)
    {
        bool existed = Directory.Exists(FullPath);
        try
        {
            Directory.CreateDirectory(FullPath);
            Probe(0);
            if (room > 0)
                ProbeRoom(room);

            // Whoever makes this file has the folder, should two processes choose the same.
            new FileStream(MetricsPath, FileMode.CreateNew, FileAccess.Write).Dispose();
            return true;
        }
        catch (IOException) when (Taken() is not null)
        {
            return false;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            if (!existed)
                RemoveEmpty();
            string reason =
                e is NoRoomException
                    ? $"there is no room on its disk for the {room} bytes that the run will write"
                    : FileTrouble.Reason(e);
            throw new RunException(
                $"The run's folder {path} cannot be written to: {reason}. Name a folder elsewhere, or free "
                    + "space there.",
                e
            );
        }
    }

    /// <summary>Writes and removes a file: the one sure way to learn whether it can be done.</summary>
    /// <param name="room">How much of the disk to ask for, where the file system can set it aside.</param>
    void Probe(long room)
    {
        string probe = Path.Combine(FullPath, $".probe.{Environment.ProcessId}.tmp");
        try
        {
            using var stream = new FileStream(
                probe,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    PreallocationSize = room,
                }
            );
            stream.Write(new byte[4096]);
            stream.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    /// <summary>
    /// The same with the room that the run needs. A small file could be written, so a failure now means that there is
    /// no room.
    /// </summary>
    void ProbeRoom(long room)
    {
        try
        {
            Probe(room);
        }
        catch (IOException e)
        {
            throw new NoRoomException(e);
        }
    }

    void RemoveEmpty()
    {
        try
        {
            if (Directory.Exists(FullPath))
                Directory.Delete(FullPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stands in the way is told of already.
        }
    }

    sealed class NoRoomException(IOException inner) : IOException(inner.Message, inner);
}
