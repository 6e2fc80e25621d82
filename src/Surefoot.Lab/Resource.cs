using Surefoot.Lab.Markup;

namespace Surefoot.Lab;

/// <summary>The style sheets and documents that are carried inside the assembly.</summary>
static class Resource
{
    /// <summary>Reads a style sheet by its file name.</summary>
    public static MarkupText Read(string name) => new(Text(name));

    /// <summary>Reads a file by its name, as text.</summary>
    public static string Text(string name)
    {
        using Stream stream =
            typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource '{name}'.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
