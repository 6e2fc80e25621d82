namespace Surefoot.Lab.Charts;

/// <summary>
/// The size a chart is drawn for, in CSS pixels. The picture scales to any width, but its letters scale with it: so a
/// page carries a wide drawing for desks and a narrow one for telephones, and shows the one that fits.
/// </summary>
/// <param name="Width">Width, in CSS pixels.</param>
/// <param name="Height">Height, in CSS pixels.</param>
public readonly record struct ChartSize(int Width, int Height)
{
    /// <summary>For a column of about 600 pixels.</summary>
    public static ChartSize Wide => new(600, 340);

    /// <summary>For a telephone held upright.</summary>
    public static ChartSize Narrow => new(340, 280);
}
