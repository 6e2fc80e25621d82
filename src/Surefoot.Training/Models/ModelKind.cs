using System.Numerics;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>What tells one named model from the others; each stands in the file of its layers.</summary>
/// <param name="key">How the command and files call it.</param>
/// <param name="title">How a report's sentence about a run begins.</param>
abstract class ModelKind(string key, string title)
{
    /// <summary>The named models: the one list.</summary>
    public static IReadOnlyList<ModelKind> All { get; } =
    [
        new MlpModel.Kind(),
        new ConvolutionalModel.Kind(),
        new TwoConvolutionsModel.Kind(),
        new ResidualModel.Kind(),
        new LstmModel.Kind(),
        new TextModel.Kind(),
        new ForecastModel.Kind(),
    ];

    /// <summary>The one of a key; null where there is none.</summary>
    public static ModelKind? Find(string? key) => All.FirstOrDefault(kind => kind.Key == key);

    /// <summary>How the command and files call it.</summary>
    public string Key => key;

    /// <summary>How a report's sentence about a run begins.</summary>
    public string Title => title;

    /// <summary>How many axes an example must have; 0 for any.</summary>
    public virtual int Rank => 0;

    /// <summary>The height and width that an image has at least.</summary>
    public virtual int SmallestImage => 0;

    /// <summary>Whether it reads bags of words, and so has a vocabulary.</summary>
    public virtual bool ReadsWords => false;

    /// <summary>Whether it reads windows that hold the target's own past.</summary>
    public virtual bool Forecasts => false;

    /// <summary>Whether its layers are fixed, so that no widths are asked for.</summary>
    public virtual bool IsFixed => false;

    /// <summary>What a report calls its widths.</summary>
    public virtual string HiddenTitle => "hidden layers";

    /// <summary>What the command's widths must hold, as a part of a sentence; null for nothing.</summary>
    public virtual string? LeastHidden => null;

    /// <summary>
    /// The command's widths unless given: what had the lowest validation loss on the digits, on a table and on lines of
    /// text; docs/performance.md and docs/data.md give the commands that chose it.
    /// </summary>
    /// <param name="inputs">How many numbers an example has.</param>
    public virtual int[] UsualHidden(int inputs) => IsFixed ? [] : [128];

    /// <summary>The share that dropout sets to 0 unless given.</summary>
    public virtual double UsualDropout => 0;

    /// <summary>The widths that a network has if it is one of this kind.</summary>
    public virtual int[] HiddenOf(Config network) => IsFixed ? [] : Sizes(network, "dense", "outputs")[..^1];

    /// <summary>The layers of a description of this kind.</summary>
    public abstract Layer<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>A setting of all layers of a kind.</summary>
    public static int[] Sizes(Config network, string kind, string setting) =>
        [.. network.Children.Where(child => child.Kind == kind).Select(child => child.Int(setting))];
}
