using Surefoot.Training.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>What goes wrong at a call of the file system.</summary>
enum Fault
{
    /// <summary>The call fails; a write has written half by then.</summary>
    Error,

    /// <summary>The disk is full at the call; a write has written half by then.</summary>
    FullDisk,

    /// <summary>The process dies within the call.</summary>
    Kill,

    /// <summary>The power goes within the call: what was not flushed is lost, names as well as content.</summary>
    PowerCut,
}

/// <summary>The process is gone: nothing that it would have done after this happens.</summary>
sealed class KilledException : Exception;

/// <summary>The file system, with a fault at its n-th call.</summary>
/// <param name="at">The number of that call, counted from 1.</param>
/// <param name="fault">The fault.</param>
sealed class FaultyDisk(int at, Fault fault) : IDisk
{
    readonly IDisk disk = Disk.Instance;
    readonly HashSet<string> unflushed = [];
    readonly Dictionary<string, byte[]?> renamed = [];
    int calls;
    bool dead;

    /// <summary>Whether the fault has happened.</summary>
    public bool Happened { get; private set; }

    public Stream Create(string path)
    {
        Call();
        unflushed.Add(path);
        return new FaultyStream(this, path, disk.Create(path));
    }

    public void Flush(Stream file)
    {
        Call();
        disk.Flush(((FaultyStream)file).Inner);
        unflushed.Remove(((FaultyStream)file).Path);
    }

    public void ReadBack(string path, Action<string> check)
    {
        Call();
        disk.ReadBack(path, check);
    }

    public void Rename(string from, string to)
    {
        Call();
        renamed[to] = File.Exists(to) ? File.ReadAllBytes(to) : null;
        disk.Rename(from, to);
    }

    public void FlushFolder(string folder)
    {
        Call();
        disk.FlushFolder(folder);
        renamed.Clear();
    }

    public string[] Files(string folder)
    {
        Call();
        return disk.Files(folder);
    }

    public void Delete(string path)
    {
        Call();
        disk.Delete(path);
    }

    void Call(Action? half = null)
    {
        if (dead)
            throw new KilledException();
        if (++calls != at)
            return;
        Happened = true;
        half?.Invoke();
        if (fault == Fault.Error)
            throw new IOException("Input/output error", 5);
        if (fault == Fault.FullDisk)
            throw new IOException("No space left on device", 28);
        dead = true;
        throw new KilledException();
    }

    /// <summary>Leaves on the disk what a cut of the power leaves there: the process is gone by now.</summary>
    public void LoseWhatWasNotFlushed()
    {
        foreach (string path in unflushed.Where(File.Exists))
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^(int)(new FileInfo(path).Length / 2)]);
        foreach ((string path, byte[]? before) in renamed)
        {
            if (before is null)
                File.Delete(path);
            else
                File.WriteAllBytes(path, before);
        }
    }

    /// <summary>A file whose writes, and whose closing, are calls too.</summary>
    sealed class FaultyStream(FaultyDisk owner, string path, Stream inner) : Stream
    {
        public Stream Inner => inner;

        public string Path => path;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            byte[] half = buffer[..(buffer.Length / 2)].ToArray();
            owner.Call(() => inner.Write(half));
            inner.Write(buffer);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!disposing)
                return;
            inner.Dispose();
            owner.Call();
        }
    }
}
