namespace Surefoot.Tests.Golden;

/// <summary>
/// How near a run in float comes to a stored one: within 2e-5·max(|p|, 1e-3), but for three columns, of trajectories
/// that were made in double alone, where float itself does not reach. What float loses there is tested beside it.
/// </summary>
static class FloatReach
{
    const double Usual = 2e-5;
    const float Faintest = 1e-37f;

    /// <summary>
    /// Keras with momentum: from −0.19 the column comes to 1.9e-4 at step 10, and μ = 0.9 and η = 0.01 rounded to
    /// float, with all else in double, miss that by 2.1e-5.
    /// </summary>
    public const string NearZero = "keras-rmsprop-02";

    /// <summary>The column of <see cref="NearZero"/>.</summary>
    public const int NearZeroColumn = 14;

    /// <summary>How far column <paramref name="column"/> may be, as a share of max(|p|, 1e-3).</summary>
    public static double Of(string id, int column) => id == NearZero && column == NearZeroColumn ? 4e-5 : Usual;

    /// <summary>
    /// Without ε nothing hides that 1e-20 squared is subnormal in float, with at most five digits: NumPy's float32 in
    /// the plain order misses these two columns by 0.02 to 14 % of max(|p|, 1e-3). They are compared with Hinton's rule
    /// in float instead.
    /// </summary>
    public static bool IsTooFaint(GoldenCase golden, int column) =>
        golden.Family == "hinton-rmsprop" && column is 11 or 13;

    /// <summary>
    /// A column of Hinton's rule in float, mean squares below 1e-37 kept as 0: where the weight is after each step.
    /// </summary>
    public static double[] InFloat(GoldenCase golden, int column, double rate, double decay)
    {
        float weight = (float)golden.Initial[column],
            square = 0,
            η = (float)rate,
            ρ = (float)decay,
            oneMinusρ = (float)(1 - decay);
        return Array.ConvertAll(
            golden.Gradients,
            row =>
            {
                float g = (float)row[column];
                square = (ρ * square) + (oneMinusρ * (g * g));
                if (square > 0)
                    weight -= η * g / MathF.Sqrt(square);
                if (square < Faintest)
                    square = 0;
                return (double)weight;
            }
        );
    }
}
