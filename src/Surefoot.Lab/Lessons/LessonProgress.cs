using System.Runtime.InteropServices;

namespace Surefoot.Lab.Lessons;

/// <summary>How far an experiment has come.</summary>
/// <param name="Share">The share that is done, in [0, 1].</param>
/// <param name="Doing">What it is at, in a few words.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LessonProgress(double Share, string Doing);
