using System.Globalization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Tests.Formats;

public sealed class FigureFormatTests
{
    [Theory]
    [InlineData(1e-5, "G3", "1e-5")]
    [InlineData(2.051e-12, "G3", "2.05e-12")]
    [InlineData(-1.684e4, "G3", "-1.68e4")]
    [InlineData(1e300, "R", "1e300")]
    [InlineData(0.001, "G3", "0.001")]
    [InlineData(12345, "R", "12345")]
    [InlineData(double.NaN, "G3", "NaN")]
    [InlineData(double.NegativeInfinity, "G3", "-Infinity")]
    public void Exponents_are_as_people_write_them(double number, string format, string text) =>
        Assert.Equal(text, FigureFormat.Text(number, format));

    [Fact]
    public void A_sentence_is_alike_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            FormattableString sentence = $"{1e-5:G3} of {1234.5}, {0.25:P0}, {7} times {double.NaN}.";
            Assert.Equal("1e-5 of 1234.5, 25 %, 7 times NaN.", sentence.ToString(FigureFormat.Instance));
            Assert.Equal("1e-5", string.Create(FigureFormat.Instance, $"{1e-5:G3}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
