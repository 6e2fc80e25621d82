using System.Text;

namespace Surefoot.Training.Tests.Data;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
sealed class TemporaryFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("surefoot-data-").FullName;

    internal string this[string name] => Path.Combine(Root, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(this[name], text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return this[name];
    }

    internal string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
