namespace Surefoot.Lab.Charts;

/// <summary>A drawing of dots in letters of braille: each letter has two columns of four.</summary>
/// <param name="columns">Letters across.</param>
/// <param name="rows">Letters down.</param>
sealed class DotGrid(int columns, int rows)
{
    public const int Across = 2,
        Down = 4;

    const char Empty = '\u2800';

    // Unicode numbers the dots of a letter down the left column, then down the right, the lowest two last.
    static readonly byte[,] Bits =
    {
        { 0x01, 0x08 },
        { 0x02, 0x10 },
        { 0x04, 0x20 },
        { 0x40, 0x80 },
    };

    readonly byte[,] letters = new byte[rows, columns];

    /// <summary>Sets a dot, counted in dots from the top left; one outside the drawing is left out.</summary>
    public void Set(int column, int row)
    {
        if (column < 0 || row < 0 || column >= columns * Across || row >= rows * Down)
            return;
        letters[row / Down, column / Across] |= Bits[row % Down, column % Across];
    }

    /// <summary>Puts the letters that have a dot into rows of text.</summary>
    public void CopyTo(char[][] text)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (letters[row, column] != 0)
                    text[row][column] = (char)(Empty + letters[row, column]);
            }
        }
    }
}
