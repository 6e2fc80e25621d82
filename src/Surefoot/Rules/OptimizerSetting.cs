using System.Globalization;
using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>
/// One setting of an optimizer as every face of Surefoot knows it: the option of the command and its help, the key in
/// run.json, the slider of the page, the row of the documentation. The settings of an optimizer are listed beside its
/// options record, in its <see cref="OptimizerKind"/>, and nowhere else.
/// </summary>
/// <remarks>
/// A value is a number for all three sorts: a number itself; 0 or 1 for a switch; for a choice its place in
/// <see cref="Words"/>.
/// </remarks>
public abstract class OptimizerSetting
{
    private protected OptimizerSetting(string? option, string key, string letter, string sentence)
    {
        (Option, Key, Letter, Sentence) = (option, key, letter, sentence);
        Label = option?[2..].Replace('-', ' ') ?? key;
    }

    /// <summary>The option of the command, such as "--decay"; null where the command has none.</summary>
    public string? Option { get; }

    /// <summary>
    /// Its key in run.json, such as "decay": the name of the property, with a small letter. It never changes, since
    /// runs of every version are read.
    /// </summary>
    public string Key { get; }

    /// <summary>Its letter in the formula, such as "ρ"; empty where it has none.</summary>
    public string Letter { get; }

    /// <summary>What it does, as half a sentence: "the share of the mean square that a step keeps".</summary>
    public string Sentence { get; }

    /// <summary>What people call it, which is what the command does: "initial mean square".</summary>
    public string Label { get; }

    /// <summary>A value to copy, as the command takes it; empty for a switch.</summary>
    public string Example { get; private protected init; } = "";

    /// <summary>
    /// The words of a choice, as the command takes them, or "no" and "yes" for a switch; empty for a number.
    /// </summary>
    public IReadOnlyList<string> Words { get; private protected init; } = [];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Words.Count == 0;

    /// <summary>Whether it is there or not.</summary>
    public bool IsSwitch { get; private protected init; }

    /// <summary>The setting that it does nothing without, which has to be above 0; null where there is none.</summary>
    public OptimizerSetting? Needs { get; private protected init; }

    /// <summary>
    /// Whether it came later than the rule: run.json has it only where it is not at its default, and one without it has
    /// the default, so that runs from before it are read as they are.
    /// </summary>
    public bool IsLater { get; private protected init; }

    /// <summary>
    /// The numbers that it takes; null for a switch or a choice. The options record checks each by itself.
    /// </summary>
    public SettingRange? Range { get; private protected init; }

    /// <summary>Its value.</summary>
    /// <param name="options">The options of the optimizer that it belongs to.</param>
    /// <exception cref="InvalidCastException">They are another optimizer's.</exception>
    public abstract double Get(OptimizerOptions options);

    /// <summary>The options with another value of it.</summary>
    /// <param name="options">The options of the optimizer that it belongs to.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    /// <exception cref="InvalidCastException">The options are another optimizer's.</exception>
    public abstract OptimizerOptions Set(OptimizerOptions options, double value);

    /// <summary>Whether it changes anything beside the other settings: see <see cref="Needs"/>.</summary>
    /// <param name="options">The options of the optimizer that it belongs to.</param>
    public bool IsAtWork(OptimizerOptions options) => Needs is null || Needs.Get(options) > 0;

    /// <summary>Its value as text, as the command takes it.</summary>
    /// <param name="options">The options of the optimizer that it belongs to.</param>
    public string TextOf(OptimizerOptions options)
    {
        double value = Get(options);
        return IsNumber
            ? value
                .ToString("R", CultureInfo.InvariantCulture)
                .Replace("E-0", "e-", StringComparison.Ordinal)
                .Replace('E', 'e')
            : Words[(int)value];
    }

    /// <summary>A number.</summary>
    /// <typeparam name="TOptions">The record that it is a property of.</typeparam>
    /// <param name="option">The option of the command, such as "--decay"; null for none.</param>
    /// <param name="key">Its key in run.json: the name of the property, with a small letter.</param>
    /// <param name="letter">Its letter in the formula; empty for none.</param>
    /// <param name="sentence">What it does, as half a sentence.</param>
    /// <param name="range">The numbers that it takes, as the record checks them.</param>
    /// <param name="example">A value to copy.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="set">Sets it; the record checks the value.</param>
    /// <param name="needs">The setting that it does nothing without; null for none.</param>
    /// <param name="later">Whether it came later than the rule: see <see cref="IsLater"/>.</param>
    public static OptimizerSetting Number<TOptions>(
        string? option,
        string key,
        string letter,
        string sentence,
        SettingRange range,
        string example,
        Func<TOptions, double> get,
        Func<TOptions, double, TOptions> set,
        OptimizerSetting? needs = null,
        bool later = false
    )
        where TOptions : OptimizerOptions =>
        new OptimizerSetting<TOptions>(option, key, letter, sentence, get, set)
        {
            Range = range,
            Example = example,
            Needs = needs,
            IsLater = later,
        };

    /// <summary>A switch.</summary>
    /// <typeparam name="TOptions">The record that it is a property of.</typeparam>
    /// <param name="option">The option of the command, such as "--centered"; null for none.</param>
    /// <param name="key">Its key in run.json: the name of the property, with a small letter.</param>
    /// <param name="sentence">What it does, as half a sentence.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="set">Sets it.</param>
    /// <param name="needs">The setting that it does nothing without; null for none.</param>
    /// <param name="later">Whether it came later than the rule: see <see cref="IsLater"/>.</param>
    public static OptimizerSetting Switch<TOptions>(
        string? option,
        string key,
        string sentence,
        Func<TOptions, bool> get,
        Func<TOptions, bool, TOptions> set,
        OptimizerSetting? needs = null,
        bool later = false
    )
        where TOptions : OptimizerOptions =>
        new OptimizerSetting<TOptions>(
            option,
            key,
            "",
            sentence,
            options => get(options) ? 1 : 0,
            (options, value) => set(options, value != 0)
        )
        {
            Words = ["no", "yes"],
            IsSwitch = true,
            Needs = needs,
            IsLater = later,
        };

    /// <summary>A choice of an enum, whose names become words: RateInside is "rate-inside".</summary>
    /// <typeparam name="TOptions">The record that it is a property of.</typeparam>
    /// <typeparam name="TChoice">The enum; its values count from 0.</typeparam>
    /// <param name="option">The option of the command, such as "--momentum-form"; null for none.</param>
    /// <param name="key">Its key in run.json: the name of the property, with a small letter.</param>
    /// <param name="sentence">What it does, as half a sentence.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="set">Sets it.</param>
    /// <param name="needs">The setting that it does nothing without; null for none.</param>
    /// <param name="later">Whether it came later than the rule: see <see cref="IsLater"/>.</param>
    public static OptimizerSetting Choice<TOptions, TChoice>(
        string? option,
        string key,
        string sentence,
        Func<TOptions, TChoice> get,
        Func<TOptions, TChoice, TOptions> set,
        OptimizerSetting? needs = null,
        bool later = false
    )
        where TOptions : OptimizerOptions
        where TChoice : struct, Enum
    {
        TChoice[] values = Enum.GetValues<TChoice>();
        string[] words = Array.ConvertAll(Enum.GetNames<TChoice>(), Word);
        return new OptimizerSetting<TOptions>(
            option,
            key,
            "",
            sentence,
            options => Array.IndexOf(values, get(options)),
            (options, value) => set(options, values[(int)value])
        )
        {
            Words = words,
            Example = words[^1],
            Needs = needs,
            IsLater = later,
        };
    }

    static string Word(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
                    char.IsAsciiLetterUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
            )
        );
}

/// <summary>One setting, as a property of its options record.</summary>
/// <typeparam name="TOptions">The record.</typeparam>
sealed class OptimizerSetting<TOptions>(
    string? option,
    string key,
    string letter,
    string sentence,
    Func<TOptions, double> get,
    Func<TOptions, double, TOptions> set
) : OptimizerSetting(option, key, letter, sentence)
    where TOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override double Get(OptimizerOptions options) => get((TOptions)options);

    /// <inheritdoc/>
    public override OptimizerOptions Set(OptimizerOptions options, double value) => set((TOptions)options, value);
}
