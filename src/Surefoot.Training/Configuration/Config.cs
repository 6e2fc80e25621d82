using System.Globalization;
using System.Text;

namespace Surefoot.Training.Configuration;

/// <summary>
/// What a layer, a loss or a metric is, as data: its kind, its settings and, for a layer, its name and the layers
/// inside it. This is what a model file holds, what is compared when one is loaded, and what a layer is built from
/// again. Keras calls the same a config; PyTorch has none, and needs the program that made the model.
/// </summary>
public sealed class Config
{
    /// <summary>Layers nested deeper than this are neither written nor read.</summary>
    public const int MaxDepth = 64;

    /// <summary>A tree of more layers than this is neither written nor read.</summary>
    public const int MaxLayers = 10_000;

    internal const int MaxSettings = 64,
        MaxText = 256,
        MaxNumbers = 100_000;

    readonly List<KeyValuePair<string, SettingValue>> settings = [];
    readonly List<Config> children = [];

    /// <summary>A config without settings yet.</summary>
    /// <param name="kind">The key: 1 to 64 small letters, digits, '-', '_' or '.', such as "dense".</param>
    /// <param name="name">The name of its own that a layer was given; null where it has none.</param>
    /// <exception cref="ArgumentException">The kind has other characters or another length.</exception>
    public Config(string kind, string? name = null)
    {
        if (!IsKind(kind))
            throw new ArgumentException(
                $"\"{kind}\" is no kind; a kind has 1 to 64 small letters, digits, '-', '_' or '.'.",
                nameof(kind)
            );
        (Kind, Name) = (kind, name);
    }

    /// <summary>The key by which the kind is known, such as "dense"; never the name of a .NET type.</summary>
    public string Kind { get; }

    /// <summary>The name of its own that a layer was given; null where it is named from where it stands.</summary>
    public string? Name { get; }

    /// <summary>The settings in the order in which they were added.</summary>
    public IReadOnlyList<KeyValuePair<string, SettingValue>> Settings => settings;

    /// <summary>The layers inside, in their order.</summary>
    public IReadOnlyList<Config> Children => children;

    /// <summary>Adds a setting.</summary>
    /// <param name="name">Its name, such as "stride".</param>
    /// <param name="value">A whole number, a number, true or false, a text, a choice of an enum, or numbers.</param>
    /// <returns>This config.</returns>
    /// <exception cref="ArgumentException">
    /// The name is taken, empty or too long, or there are too many settings.
    /// </exception>
    public Config Add(string name, SettingValue value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > MaxText)
            throw new ArgumentException(
                $"The name of a setting has {name.Length} characters; it may have {MaxText}.",
                nameof(name)
            );
        if (settings.Count == MaxSettings)
            throw new ArgumentException($"{Kind} has more than {MaxSettings} settings.", nameof(name));
        if (settings.Exists(setting => setting.Key == name))
            throw new ArgumentException($"{Kind} has the setting \"{name}\" twice.", nameof(name));
        settings.Add(new(name, value));
        return this;
    }

    /// <summary>Adds a choice of an enum, by its name in small letters.</summary>
    /// <param name="name">Its name, such as "activation".</param>
    /// <param name="value">The choice.</param>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <returns>This config.</returns>
    public Config Add<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum =>
        Add(
            name,
            new SettingValue(
                NamesOf<TEnum>()[
                    Array.IndexOf(Enum.GetValues<TEnum>(), value) is >= 0 and var index
                        ? index
                        : throw new ArgumentException($"{value} is no {typeof(TEnum).Name}.", nameof(value))
                ]
            )
        );

    internal void Add(Config child) => children.Add(child);

    /// <summary>A whole number.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="FormatException">It is missing or no whole number of 32 bits.</exception>
    public int Int(string name) => this[name].TryInt(out int value) ? value : throw Wrong(name, "a whole number");

    /// <summary>A whole number of 64 bits.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="FormatException">It is missing or no whole number of 64 bits.</exception>
    public long Long(string name) => this[name].TryLong(out long value) ? value : throw Wrong(name, "a whole number");

    /// <summary>A number, with the bits that it was written with.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="FormatException">It is missing or no finite number.</exception>
    public double Double(string name) => this[name].TryDouble(out double value) ? value : throw Wrong(name, "a number");

    /// <summary>True or false.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="FormatException">It is missing or neither.</exception>
    public bool Bool(string name) => this[name].TryBool(out bool value) ? value : throw Wrong(name, "true or false");

    /// <summary>A text.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="FormatException">It is missing or no text.</exception>
    public string Text(string name) => this[name].TryText(out string? value) ? value : throw Wrong(name, "a text");

    /// <summary>A choice of an enum.</summary>
    /// <param name="name">The setting.</param>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <exception cref="FormatException">It is missing or none of the enum's names.</exception>
    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>()[Word(name, NamesOf<TEnum>())];

    /// <summary>Which of several words a text is.</summary>
    /// <exception cref="FormatException">It is missing or none of them.</exception>
    internal int Word(string name, string[] words) =>
        Array.IndexOf(words, Text(name)) is >= 0 and var index
            ? index
            : throw Wrong(name, "one of " + string.Join(", ", words));

    static string[] NamesOf<TEnum>()
        where TEnum : struct, Enum => Array.ConvertAll(Enum.GetNames<TEnum>(), name => name.ToLowerInvariant());

    /// <summary>A text; null where the setting is not there or is something else.</summary>
    internal string? OptionalText(string name) =>
        Find(name) is { } found && found.TryText(out string? value) ? value : null;

    /// <summary>A number; null where the setting is not there or is something else.</summary>
    internal double? OptionalDouble(string name) =>
        Find(name) is { } found && found.TryDouble(out double value) ? value : null;

    /// <summary>Numbers.</summary>
    /// <exception cref="FormatException">They are missing, or something else.</exception>
    internal double[] Doubles(string name) =>
        this[name].TryDoubles(out double[]? numbers) ? numbers : throw Wrong(name, "numbers");

    /// <summary>Numbers; null where the setting is not there.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public double[]? OptionalDoubles(string name) =>
        Find(name) is not { } value ? null
        : value.TryDoubles(out double[]? numbers) ? numbers
        : throw Wrong(name, "a list of numbers");

    /// <summary>
    /// The config as lines, a layer each, those inside another indented: what a person reads and what is compared.
    /// </summary>
    public IReadOnlyList<string> ToLines()
    {
        var lines = new List<string>();
        Write(lines, "");
        return lines;
    }

    /// <summary>The first line in which two configs differ, on both sides; null where they are the same.</summary>
    /// <param name="one">One config.</param>
    /// <param name="other">The other.</param>
    public static (string One, string Other)? FirstDifference(Config one, Config other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        IReadOnlyList<string> left = one.ToLines(),
            right = other.ToLines();
        for (int i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            string a = i < left.Count ? left[i] : "",
                b = i < right.Count ? right[i] : "";
            if (a != b)
                return (Shown(a), Shown(b));
        }
        return null;

        static string Shown(string line) => line.Length == 0 ? "nothing more" : line.Trim();
    }

    /// <summary>The lines as one text.</summary>
    public override string ToString() => string.Join('\n', ToLines());

    internal static bool IsKind(string? kind) =>
        kind is { Length: >= 1 and <= 64 }
        && kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    void Write(List<string> lines, string indent)
    {
        var line = new StringBuilder(indent);
        if (Name is not null)
            line.Append(CultureInfo.InvariantCulture, $"{Name}: ");
        line.Append(Kind);
        foreach ((string name, SettingValue value) in settings)
            line.Append(CultureInfo.InvariantCulture, $" {name}={value}");
        lines.Add(line.ToString());
        foreach (Config child in children)
            child.Write(lines, indent + "  ");
    }

    SettingValue this[string name] => Find(name) ?? throw new FormatException($"{Kind} lacks the setting \"{name}\"");

    SettingValue? Find(string name)
    {
        foreach ((string key, SettingValue value) in settings)
            if (key == name)
                return value;
        return null;
    }

    FormatException Wrong(string name, string expected) =>
        new($"{Kind} has {Find(name)} for \"{name}\"; {expected} is expected");
}
