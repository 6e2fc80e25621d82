namespace Surefoot.Lab.Descent;

/// <summary>
/// Lines of equal height, by marching squares over a grid. The grid is framed by points of infinite height, so every
/// line is a closed loop around the ground below it: it can be filled, and what lies outside the field is cut off by
/// the picture's edge.
/// </summary>
sealed class Contours
{
    readonly double[] heights;
    readonly int columns,
        rows;
    readonly Field field;

    /// <summary>Looks at a surface over a field.</summary>
    /// <param name="height">The surface.</param>
    /// <param name="field">Where.</param>
    /// <param name="columns">Grid points across.</param>
    /// <param name="rows">Grid points up.</param>
    public Contours(Func<Spot, double> height, Field field, int columns, int rows)
    {
        (this.field, this.columns, this.rows) = (field, columns + 2, rows + 2);
        heights = new double[this.columns * this.rows];
        Array.Fill(heights, double.PositiveInfinity);
        for (int row = 1; row <= rows; row++)
        {
            for (int column = 1; column <= columns; column++)
                heights[(row * this.columns) + column] = height(Place(column, row));
        }
    }

    /// <summary>
    /// Heights that cut the field into parts whose areas grow steadily, so that there is something to see everywhere.
    /// </summary>
    public double[] Levels(int count)
    {
        double[] sorted = [.. heights.Where(double.IsFinite).Order()];
        return
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => sorted[(int)((sorted.Length - 1) * Math.Pow((double)i / (count + 1), 1.5))])
                .Distinct(),
        ];
    }

    /// <summary>The loops around all ground below a height.</summary>
    public List<List<Spot>> Loops(double level)
    {
        int[] next = new int[2 * heights.Length];
        Array.Fill(next, -1);
        for (int row = 0; row < rows - 1; row++)
        {
            for (int column = 0; column < columns - 1; column++)
                LinkCell(next, column, row, level);
        }

        List<List<Spot>> loops = [];
        for (int start = 0; start < next.Length; start++)
        {
            if (next[start] < 0)
                continue;
            List<Spot> loop = [];
            for (int edge = start; next[edge] >= 0; )
            {
                loop.Add(Crossing(edge, level));
                (edge, next[edge]) = (next[edge], -1);
            }

            loops.Add(loop);
        }

        return loops;
    }

    /// <summary>Links the edges of one cell that a line crosses, low ground always to the left.</summary>
    void LinkCell(int[] next, int column, int row, double level)
    {
        int corner = (row * columns) + column;
        int bottom = 2 * corner,
            left = bottom + 1,
            right = left + 2,
            top = bottom + (2 * columns);
        int low =
            (Low(corner) ? 1 : 0)
            | (Low(corner + 1) ? 2 : 0)
            | (Low(corner + columns + 1) ? 4 : 0)
            | (Low(corner + columns) ? 8 : 0);
        switch (low)
        {
            case 1:
                next[bottom] = left;
                break;
            case 2:
                next[right] = bottom;
                break;
            case 3:
                next[right] = left;
                break;
            case 4:
                next[top] = right;
                break;
            // Two corners that touch diagonally: the low ground is taken to be two pieces.
            case 5:
                next[bottom] = left;
                next[top] = right;
                break;
            case 6:
                next[top] = bottom;
                break;
            case 7:
                next[top] = left;
                break;
            case 8:
                next[left] = top;
                break;
            case 9:
                next[bottom] = top;
                break;
            case 10:
                next[right] = bottom;
                next[left] = top;
                break;
            case 11:
                next[right] = top;
                break;
            case 12:
                next[left] = right;
                break;
            case 13:
                next[bottom] = right;
                break;
            case 14:
                next[left] = bottom;
                break;
            default:
                break;
        }

        bool Low(int point) => heights[point] < level;
    }

    Spot Crossing(int edge, double level)
    {
        int from = edge / 2,
            to = edge % 2 == 0 ? from + 1 : from + columns;
        double low = heights[from],
            high = heights[to];
        double share = double.IsFinite(low) && double.IsFinite(high) ? (level - low) / (high - low) : 0.5;
        Spot a = Place(from % columns, from / columns),
            b = Place(to % columns, to / columns);
        return new(a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y)));
    }

    Spot Place(int column, int row) =>
        new(
            field.Left + ((column - 1.0) / (columns - 3) * (field.Right - field.Left)),
            field.Bottom + ((row - 1.0) / (rows - 3) * (field.Top - field.Bottom))
        );
}
