using System.Globalization;

namespace Surefoot.Cli.Tests.Cultures;

/// <summary>
/// Cultures with the signs of France, Turkey and Iran. Made from the invariant one, since the tests run without the
/// system's tables of cultures, as the command does.
/// </summary>
static class ForeignCulture
{
    public static CultureInfo French => Made(",", "\u202F", "-", ";", "dd/MM/yyyy", "0123456789");

    public static CultureInfo Turkish => Made(",", ".", "-", ";", "d.MM.yyyy", "0123456789");

    public static CultureInfo Persian => Made("٫", "٬", "\u200E\u2212", "؛", "yyyy/M/d", "۰۱۲۳۴۵۶۷۸۹");

    static CultureInfo Made(string point, string group, string minus, string list, string date, string digits)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        NumberFormatInfo number = culture.NumberFormat;
        (number.NumberDecimalSeparator, number.PercentDecimalSeparator, number.CurrencyDecimalSeparator) = (
            point,
            point,
            point
        );
        (number.NumberGroupSeparator, number.PercentGroupSeparator, number.NegativeSign, number.PositiveSign) = (
            group,
            group,
            minus,
            "+" + group
        );
        (number.NaNSymbol, number.PositiveInfinitySymbol, number.PercentSymbol) = ("non numérique", "sans fin", "٪");
        number.NativeDigits = [.. digits.Select(digit => digit.ToString())];
        culture.TextInfo.ListSeparator = list;
        (
            culture.DateTimeFormat.ShortDatePattern,
            culture.DateTimeFormat.DateSeparator,
            culture.DateTimeFormat.TimeSeparator
        ) = (date, ".", "h");
        culture.DateTimeFormat.AMDesignator = "ق.ظ";
        return culture;
    }
}
