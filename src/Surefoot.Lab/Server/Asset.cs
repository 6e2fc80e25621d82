using System.Text;

namespace Surefoot.Lab.Server;

/// <summary>A style sheet or script that is carried inside the assembly.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Content">Its bytes.</param>
sealed record Asset(string Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>All of them, by name: nothing else can be asked for, whatever an address says.</summary>
    public static IReadOnlyDictionary<string, Asset> All { get; } = Read();

    static Dictionary<string, Asset> Read()
    {
        Dictionary<string, Asset> assets = new(StringComparer.Ordinal);
        foreach (string name in typeof(Asset).Assembly.GetManifestResourceNames())
        {
            string? type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                _ => null,
            };
            if (type is not null)
                assets.Add(name, new(type, Encoding.UTF8.GetBytes(Resource.Read(name).Value)));
        }

        return assets;
    }
}
