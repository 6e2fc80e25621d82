using System.Runtime.InteropServices;

namespace Surefoot.Lab.Descent;

/// <summary>Where a walker stands after a step, and what its optimizer remembers there.</summary>
/// <param name="At">The place.</param>
/// <param name="Height">The surface's value there, at that step.</param>
/// <param name="Squares">
/// What the optimizer keeps of squared gradients, for each coordinate; not a number where it keeps none.
/// </param>
/// <param name="Rates">
/// The effective rates: what each coordinate's gradient was multiplied by; not a number before the first step.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Footprint(Spot At, double Height, Spot Squares, Spot Rates);
