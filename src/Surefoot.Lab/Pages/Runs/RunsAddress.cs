using System.Globalization;
using System.Text;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Following;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>What an address of the runs' page asks for.</summary>
sealed record RunsAddress
{
    /// <summary>As many runs as there are looks of lines: with more, two would look the same.</summary>
    public const int MostRuns = 6;

    const double MostSmoothing = 0.99;

    /// <summary>The runs that are shown, in the order of their looks; none for the first there is.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>Whether losses lie on a logarithmic axis.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>What runs along the horizontal axis: "step", "epoch" or "seconds".</summary>
    public string Across { get; init; } = "step";

    /// <summary>
    /// How much of the smoothed value before each value keeps, from 0 (not smoothed) up to, but not including, 1.
    /// </summary>
    public double Smoothing { get; init; }

    /// <summary>Which drawings are wanted.</summary>
    public Sizes Sizes { get; init; } = Sizes.Both;

    /// <summary>Reads an address.</summary>
    /// <exception cref="AddressException">A value does not fit.</exception>
    public static RunsAddress Read(AddressQuery query) =>
        new()
        {
            Runs = query.Texts("run"),
            Logarithmic = query.Word("y", "linear", "log") == "log",
            Across = query.Word("x", "step", "epoch", "seconds"),
            Smoothing = query.Number("smooth", 0, MostSmoothing, 0),
            Sizes = Sizes.Read(query),
        };

    /// <summary>The runs to show, of those that there are.</summary>
    public IReadOnlyList<RunView> Choose(IReadOnlyList<RunView> all) =>
        Runs.Count == 0
            ? [.. all.Take(1)]
            : [.. Runs.Select(name => all.FirstOrDefault(run => run.Name == name)).OfType<RunView>().Take(MostRuns)];

    /// <summary>The address of something of the runs' page that shows the same.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="more">What else the address says.</param>
    public string To(string path, params ReadOnlySpan<(string Name, string Value)> more)
    {
        StringBuilder text = new(path);
        char before = '?';
        foreach (string run in Runs)
            Add("run", run);
        if (Logarithmic)
            Add("y", "log");
        if (Across != "step")
            Add("x", Across);
        if (Smoothing > 0)
            Add("smooth", Smoothing.ToString(CultureInfo.InvariantCulture));
        foreach ((string name, string value) in more)
            Add(name, value);
        return text.ToString();

        void Add(string name, string value)
        {
            text.Append(before).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            before = '&';
        }
    }
}
