using System.Globalization;
using System.Text;
using Surefoot.Randomness;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>Small tables with a rule in them that a network can find.</summary>
static class Tables
{
    /// <summary>Three kinds of shape, told apart by two lengths and a colour.</summary>
    public static string Classes(int rows, ulong seed)
    {
        StringBuilder csv = new("width,height,colour,kind\n");
        RandomStream random = new(seed, 1, 0);
        for (int i = 0; i < rows; i++)
        {
            double width = 1 + 9 * random.Uniform((ulong)(3 * i)),
                height = 1 + 9 * random.Uniform((ulong)(3 * i + 1));
            bool red = random.Uniform((ulong)(3 * i + 2)) < 0.5;
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{width:0.000},{height:0.000},{(red ? "red" : "blue")},"
                    + $"{(red ? "dot" : width > height ? "\"wide, flat\"" : "tall")}\n"
            );
        }

        return csv.ToString();
    }

    /// <summary>A price that follows from an area and a place.</summary>
    public static string Numbers(int rows, ulong seed)
    {
        StringBuilder csv = new("area,town,price\n");
        RandomStream random = new(seed, 2, 0);
        for (int i = 0; i < rows; i++)
        {
            double area = 20 + 180 * random.Uniform((ulong)(2 * i));
            bool city = random.Uniform((ulong)(2 * i + 1)) < 0.5;
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{area:0.0},{(city ? "city" : "village")},{5 * area + (city ? 300 : 0):0.00}\n"
            );
        }

        return csv.ToString();
    }
}
