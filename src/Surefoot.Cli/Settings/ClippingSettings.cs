using Surefoot.Clipping;

namespace Surefoot.Cli.Settings;

/// <summary>From the command's options to how gradients are clipped.</summary>
static class ClippingSettings
{
    /// <summary>The clipping that was asked for; null for none.</summary>
    /// <exception cref="UsageException">A bound is not a number above 0, or both were given.</exception>
    public static GradientClipping? From(string? norm, string? value)
    {
        double? byNorm = Values.Positive("--clip-norm", norm, "1"),
            byValue = Values.Positive("--clip-value", value, "0.5");
        if (byNorm is not null && byValue is not null)
            throw new UsageException(
                "--clip-norm and --clip-value are two ways to do one thing. Leave one of them out."
            );
        return byNorm is { } length ? GradientClipping.ByGlobalNorm(length)
            : byValue is { } bound ? GradientClipping.ByValue(bound)
            : null;
    }
}
