using System.Runtime.CompilerServices;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>An interpolated sentence whose numbers are written by <see cref="FigureFormat"/>.</summary>
[InterpolatedStringHandler]
ref struct FigureText(int literalLength, int formattedCount)
{
    DefaultInterpolatedStringHandler text = new(literalLength, formattedCount, FigureFormat.Instance);

    public void AppendLiteral(string value) => text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => text.AppendFormatted(value, format);

    /// <summary>The sentence; may be asked for once.</summary>
    public string ToText() => text.ToStringAndClear();
}
