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

    /// <summary>
    /// What it does nothing without, as an example to copy ("--momentum 0.9"); null where it is always at work.
    /// </summary>
    public string? Needs { get; private protected init; }

    /// <summary>
    /// Whether it came later than the rule: run.json has it only where it is not at its default, and one without it has
    /// the default, so that runs from before it are read as they are.
    /// </summary>
    public bool IsLater { get; private protected init; }

    /// <summary>
    /// The numbers that it takes; null for a switch or a choice. It is found by asking the options record, whose own
    /// check is the only one.
    /// </summary>
    public abstract SettingRange? Range { get; }

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
    public abstract bool IsAtWork(OptimizerOptions options);

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
    /// <param name="example">A value to copy.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="set">Sets it; the record checks the value.</param>
    /// <param name="needs">What it does nothing without, as an example to copy; null for nothing.</param>
    /// <param name="isAtWork">Whether that is there.</param>
    /// <param name="later">Whether it came later than the rule: see <see cref="IsLater"/>.</param>
    public static OptimizerSetting Number<TOptions>(
        string? option,
        string key,
        string letter,
        string sentence,
        string example,
        Func<TOptions, double> get,
        Func<TOptions, double, TOptions> set,
        string? needs = null,
        Func<TOptions, bool>? isAtWork = null,
        bool later = false
    )
        where TOptions : OptimizerOptions =>
        new OptimizerSetting<TOptions>(option, key, letter, sentence, get, set, isAtWork)
        {
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
    /// <param name="needs">What it does nothing without, as an example to copy; null for nothing.</param>
    /// <param name="isAtWork">Whether that is there.</param>
    /// <param name="later">Whether it came later than the rule: see <see cref="IsLater"/>.</param>
    public static OptimizerSetting Switch<TOptions>(
        string? option,
        string key,
        string sentence,
        Func<TOptions, bool> get,
        Func<TOptions, bool, TOptions> set,
        string? needs = null,
        Func<TOptions, bool>? isAtWork = null,
        bool later = false
    )
        where TOptions : OptimizerOptions =>
        new OptimizerSetting<TOptions>(
            option,
            key,
            "",
            sentence,
            options => get(options) ? 1 : 0,
            (options, value) => set(options, value != 0),
            isAtWork
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
    /// <param name="needs">What it does nothing without, as an example to copy; null for nothing.</param>
    /// <param name="isAtWork">Whether that is there.</param>
    /// <param name="later">Whether it came later than the rule: see <see cref="IsLater"/>.</param>
    public static OptimizerSetting Choice<TOptions, TChoice>(
        string? option,
        string key,
        string sentence,
        Func<TOptions, TChoice> get,
        Func<TOptions, TChoice, TOptions> set,
        string? needs = null,
        Func<TOptions, bool>? isAtWork = null,
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
            (options, value) => set(options, values[(int)value]),
            isAtWork
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
    Func<TOptions, double, TOptions> set,
    Func<TOptions, bool>? isAtWork
) : OptimizerSetting(option, key, letter, sentence)
    where TOptions : OptimizerOptions
{
    SettingRange? range;

    /// <inheritdoc/>
    public override SettingRange? Range => IsNumber ? range ??= Ask() : null;

    /// <inheritdoc/>
    public override double Get(OptimizerOptions options) => get((TOptions)options);

    /// <inheritdoc/>
    public override OptimizerOptions Set(OptimizerOptions options, double value) => set((TOptions)options, value);

    /// <inheritdoc/>
    public override bool IsAtWork(OptimizerOptions options) => isAtWork?.Invoke((TOptions)options) != false;

    // 0 and 1 tell the ranges apart. A record that takes other numbers between them is found by the test that asks
    // about the borders of every setting.
    SettingRange Ask() => SettingRange.All.First(one => one.Holds(0) == Takes(0) && one.Holds(1) == Takes(1));

    bool Takes(double value)
    {
        OptimizerOptions any = OptimizerKind.All.First(kind => kind.Defaults is TOptions).Defaults;
        try
        {
            Set(any, value);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
