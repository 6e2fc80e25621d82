using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Surefoot.Training.Data;

/// <summary>
/// One SHA-256 for all files of a run: a file's own, or, of several, that of their digests one after another.
/// </summary>
static class Fingerprint
{
    /// <summary>Joins digests in lower-case hexadecimal, in the order in which the files were read.</summary>
    internal static string Of(params IReadOnlyList<string> digests) =>
        digests.Count == 1
            ? digests[0]
            : Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(string.Concat(digests))));

    /// <summary>The SHA-256 of the bytes of numbers, as they lie in memory.</summary>
    internal static string OfNumbers(ReadOnlySpan<float> numbers) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(numbers)));
}
