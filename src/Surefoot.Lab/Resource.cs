using Surefoot.Lab.Markup;

namespace Surefoot.Lab;

/// <summary>The style sheets that are carried inside the assembly.</summary>
static class Resource
{
    /// <summary>Reads one by its file name.</summary>
    public static MarkupText Read(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource '{name}'.");
        using StreamReader reader = new(stream);
        return new(reader.ReadToEnd());
    }
}
