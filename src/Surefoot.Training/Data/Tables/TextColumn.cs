using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Data.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column of free text: what its words are, as <see cref="TextForm"/> says; as a list of numbers for an embedding bag
/// by default. A missing text has no words, which a bag reads as zeros.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="reading">What becomes of a text.</param>
sealed class TextColumn(string name, TextReading reading) : Column(name, reading.Places, saysMissing: false)
{
    // A list of numbers rarely fills its places; about so many do.
    const int UsualWords = 512;

    readonly Spare<TextEncoder> encoders = new(reading.Encoder);

    /// <summary>What becomes of a text.</summary>
    internal TextReading Reading => reading;

    /// <summary>About how many of its numbers say something, at most.</summary>
    internal int MostUsed => Math.Min(Width, UsualWords);

    /// <summary>What stands in the places that say nothing.</summary>
    internal float Unused => reading.Form == TextForm.Indices ? -1 : 0;

    /// <inheritdoc/>
    protected override void EncodeMissing(Span<float> into) => into.Fill(Unused);

    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into)
    {
        var encoder = encoders.Take();
        bool known = encoder.Encode(cell.Text, into);
        encoders.Return(encoder);
        return known;
    }

    /// <inheritdoc/>
    internal override StoredColumn Stored =>
        new StoredTextColumn(
            Name,
            reading.Form,
            reading.NGrams,
            reading.Places,
            reading.Numbers.Stored,
            reading.Letters,
            reading.Distinct
        );

    /// <summary>Fits a column of free text.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="options">How texts become numbers.</param>
    internal sealed class Fit(string name, TextOptions options) : ColumnFit(name)
    {
        readonly TextFit words = new(options);
        int present;

        /// <inheritdoc/>
        protected override bool SawValue => present > 0;

        /// <inheritdoc/>
        protected override void ObserveValue(in Cell cell)
        {
            present++;
            words.Observe(cell.Text);
        }

        /// <inheritdoc/>
        protected override Column? FinishValues(out LeftOut why, out string? note)
        {
            note = null;
            var numbers = present == 0 ? null : words.Finish();
            why =
                present == 0 ? LeftOut.Empty
                : numbers is null ? LeftOut.NoWords
                : LeftOut.No;
            return numbers is null ? null : new TextColumn(Name, TextReading.Of(options, numbers, words.Longest));
        }
    }
}

/// <summary>A <see cref="TextColumn"/> as a file holds it.</summary>
sealed record StoredTextColumn(
    string Name,
    TextForm Form,
    int NGrams,
    int Places,
    StoredWords Vocabulary,
    int Letters,
    bool Distinct
) : StoredColumn
{
    /// <inheritdoc/>
    protected override Column Make()
    {
        TextReading reading = new(Form, NGrams, Letters, Distinct, Vocabulary.Made, Places);
        Require(reading.Fault is null, reading.Fault ?? "");
        return new TextColumn(Name, reading);
    }
}
