namespace Surefoot.Cli.Tests.Commands;

/// <summary>An empty folder that is gone after the test.</summary>
sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("surefoot-cli-").FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return name;
    }

    public SurefootProcess.Outcome Surefoot(params string[] arguments) => SurefootProcess.Run(Path, arguments);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
