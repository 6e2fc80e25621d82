using System.Globalization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// Keeps two processes from writing to one run folder: a file with the number and the start of the process that has it,
/// and whether its run waits. The lock of a process that is no more counts for nothing. The file stays, and is empty
/// while nobody has the folder.
/// </summary>
public sealed class RunLock : IDisposable
{
    // How often, and after how many milliseconds, the file is tried again while another process looks into it.
    const int Tries = 40,
        Wait = 25,
        MaxLength = 4096;

    // What is written is filled up with blanks to this length, so that writing it anew changes it at one blow.
    const int Length = 512;

    readonly Lock gate = new();
    readonly string path;
    bool noted,
        given;

    RunLock(string path) => this.path = path;

    /// <summary>Takes a lock.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RunException">A living process has it, or it cannot be written.</exception>
    internal static RunLock Take(string path)
    {
        try
        {
            using FileStream file = OpenAlone(path);
            if (Holder(file) is { } holder)
                throw new RunException(
                    $"The run {Path.GetDirectoryName(path)} is in use by {holder.Name}. Wait for it, or end it first."
                );
            file.SetLength(0);
            Write(file, paused: false);
            file.Flush(flushToDisk: true);
            return new RunLock(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(
                $"The run's lock {path} cannot be written: {FileTrouble.Reason(e)}. Check the folder, or "
                    + "remove that file if no process uses the run.",
                e
            );
        }
    }

    /// <summary>Whether a living process has a lock, and whether its run waits.</summary>
    /// <param name="path">The file.</param>
    internal static (bool Held, bool Paused) Look(string path)
    {
        try
        {
            if (!File.Exists(path))
                return default;
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return Holder(file) is { } holder ? (true, holder.Paused) : default;
        }
        catch (IOException)
        {
            // Somebody is taking it just now.
            return (true, false);
        }
    }

    /// <summary>
    /// Lets other processes know whether the run waits. A note that cannot be written is tried again at the next call.
    /// </summary>
    /// <param name="paused">Whether it does.</param>
    public void Note(bool paused)
    {
        lock (gate)
        {
            if (given || paused == noted)
                return;
            try
            {
                using var file = new FileStream(
                    path,
                    FileMode.Open,
                    FileAccess.Write,
                    FileShare.ReadWrite | FileShare.Delete
                );
                Write(file, paused);
                noted = paused;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Only what others are shown is late.
            }
        }
    }

    /// <summary>Gives the lock back; again does nothing, since another process may have it by then.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (given)
                return;
            given = true;
            try
            {
                using FileStream file = OpenAlone(path);
                file.SetLength(0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It counts for nothing once this process has ended.
            }
        }
    }

    /// <summary>
    /// Opens the file so that no other process can meanwhile: what is read and what is written then belong together.
    /// </summary>
    static FileStream OpenAlone(string path)
    {
        for (int i = 1; ; i++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (i < Tries && File.Exists(path))
            {
                Thread.Sleep(Wait);
            }
        }
    }

    /// <summary>
    /// Who has the lock; null where nobody has. What cannot be read was being written by a process that died.
    /// </summary>
    static (string Name, bool Paused)? Holder(FileStream file)
    {
        if (file.Length is 0 or > MaxLength)
            return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        try
        {
            (int process, string started, string host, int? waits) = JsonFile.Read<LockNote>(bytes, file.Name);
            bool paused = waits == 1;
            if (host != Environment.MachineName)
                return (
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"process {process} of the machine {host} (if that is no more, remove the file {file.Name})"
                    ),
                    paused
                );
            return ProcessStart.Of(process) == started
                ? (string.Create(CultureInfo.InvariantCulture, $"process {process}"), paused)
                : null;
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    static void Write(FileStream file, bool paused)
    {
        int self = Environment.ProcessId;
        var note = new LockNote(self, ProcessStart.Of(self) ?? "", Environment.MachineName, paused ? 1 : 0);
        byte[] text = JsonFile.Utf8(JsonFile.Node(note)),
            filled = new byte[Math.Max(Length, text.Length)];
        filled.AsSpan().Fill((byte)' ');
        text.CopyTo(filled, 0);
        file.Write(filled);
    }
}
