using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Training.Formats;

/// <summary>
/// The SHA-256 that our own safetensors files carry in their metadata. It covers the whole file, with its own 64 digits
/// taken as zeros; they stand at a fixed place, since the hash is always the first text of the metadata. Files of other
/// programs have none.
/// </summary>
static class FileSeal
{
    /// <summary>The name that the hash has in the metadata.</summary>
    public const string Key = "surefoot.sha256";

    /// <summary>
    /// What all names of ours in the metadata begin with; a file with any of them must have the hash.
    /// </summary>
    public const string Prefix = "surefoot.";

    /// <summary>How many digits the hash has.</summary>
    public const int Digits = 2 * SHA256.HashSizeInBytes;

    /// <summary>What stands in the hash's place while it is being taken.</summary>
    public static string Blank { get; } = new('0', Digits);

    static ReadOnlySpan<byte> Opening => """{"__metadata__":{"surefoot.sha256":" """u8[..^1];

    /// <summary>Puts zeros in the place of the hash.</summary>
    /// <param name="header">The header, which is changed.</param>
    /// <returns>The hash that stood there, or null where the header does not begin as ours do.</returns>
    public static string? Take(Span<byte> header)
    {
        if (!header.StartsWith(Opening) || header.Length < Opening.Length + Digits)
            return null;
        Span<byte> place = header.Slice(Opening.Length, Digits);
        string hash = Encoding.ASCII.GetString(place);
        place.Fill((byte)'0');
        return hash;
    }

    /// <summary>Puts the hash in its place.</summary>
    /// <param name="header">The header, with zeros in that place.</param>
    /// <param name="hash">The hash of the file; it is reset.</param>
    public static void Put(Span<byte> header, IncrementalHash hash) =>
        Encoding.ASCII.GetBytes(Text(hash), header.Slice(Opening.Length, Digits));

    /// <summary>A finished hash as it is written: lower-case hexadecimal digits.</summary>
    /// <param name="hash">The hash; it is reset.</param>
    public static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
