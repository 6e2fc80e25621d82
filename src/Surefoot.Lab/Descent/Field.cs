using System.Runtime.InteropServices;

namespace Surefoot.Lab.Descent;

/// <summary>The part of a surface that is shown.</summary>
/// <param name="Left">The lowest first coordinate.</param>
/// <param name="Right">The highest.</param>
/// <param name="Bottom">The lowest second coordinate.</param>
/// <param name="Top">The highest.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Field(double Left, double Right, double Bottom, double Top);
