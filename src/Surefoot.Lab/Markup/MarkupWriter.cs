using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Surefoot.Lab.Markup;

/// <summary>
/// Builds HTML and SVG from interpolated strings. What the programmer wrote goes in as it is; what stands in the braces
/// is escaped unless it is <see cref="MarkupText"/>. So a class name from a stranger's file cannot become markup by an
/// oversight.
/// </summary>
public sealed class MarkupWriter
{
    readonly StringBuilder written = new();

    /// <summary>Adds a piece of markup; see the type for what is escaped.</summary>
    public MarkupWriter Add([InterpolatedStringHandlerArgument("")] ref Piece piece)
    {
        _ = piece;
        return this;
    }

    /// <summary>Adds finished markup.</summary>
    public MarkupWriter Add(MarkupText markup)
    {
        written.Append(markup.Value);
        return this;
    }

    /// <summary>What was written so far.</summary>
    public MarkupText Finish() => new(written.ToString());

    /// <summary>
    /// Receives the parts of one interpolated string, in order, and writes them straight into the writer.
    /// </summary>
    [InterpolatedStringHandler]
    public readonly ref struct Piece
    {
        readonly StringBuilder written;

        /// <summary>
        /// Called by the compiler. No room is made ahead: for that the builder would copy, at each small piece, all
        /// that was written before.
        /// </summary>
        public Piece(int literalLength, int holes, MarkupWriter writer) => written = writer.written;

        /// <summary>Markup as the programmer wrote it.</summary>
        public void AppendLiteral(string markup) => written.Append(markup);

        /// <summary>Untrusted text: escaped.</summary>
        public void AppendFormatted(string? text) => written.Append(MarkupText.Escape(text));

        /// <summary>Finished markup: written as it is.</summary>
        public void AppendFormatted(MarkupText markup) => written.Append(markup.Value);

        /// <summary>A whole number.</summary>
        public void AppendFormatted(int number) => written.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>A length or position on the drawing: two decimals are a fiftieth of what the eye can see.</summary>
        public void AppendFormatted(double position)
        {
            // Pictures hold tens of thousands of these: whole hundredths are written several times faster than by a
            // format.
            double hundredths = Math.Round(position * 100, MidpointRounding.AwayFromZero);
            if (!(Math.Abs(hundredths) < long.MaxValue / 2))
            {
                written.Append(position.ToString("0.##", CultureInfo.InvariantCulture));
                return;
            }

            (long whole, long rest) = Math.DivRem(Math.Abs((long)hundredths), 100);
            if (hundredths < 0)
                written.Append('-');
            written.Append(CultureInfo.InvariantCulture, $"{whole}");
            if (rest == 0)
                return;
            written.Append('.').Append((char)('0' + (rest / 10)));
            if (rest % 10 > 0)
                written.Append((char)('0' + (rest % 10)));
        }
    }
}
