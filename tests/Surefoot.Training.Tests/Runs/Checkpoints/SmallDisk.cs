using System.Diagnostics;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A file system of 256 KiB in memory, mounted for one test; only root can.</summary>
sealed class SmallDisk : IDisposable
{
    public SmallDisk(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        Mount("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", path);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Takes all the room there is.</summary>
    public void Fill()
    {
        using FileStream file = File.Create(this["filler"]);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // That is all of it.
        }
    }

    public void Empty() => File.Delete(this["filler"]);

    public void Remount(string mode) => Mount("mount", "-o", $"remount,{mode}", Path);

    public void Dispose() => Mount("umount", "-l", Path);

    static void Mount(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
