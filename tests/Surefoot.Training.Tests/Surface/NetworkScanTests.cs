using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Surefoot.Training.Tests.Surface;

/// <summary>
/// What the libraries refer to, read from the assemblies themselves: nothing that opens a connection.
/// </summary>
public sealed class NetworkScanTests
{
    static readonly string[] Namespaces =
    [
        "System.Net",
        "System.IO.Pipes",
        "System.Runtime.InteropServices.WebSockets",
        "Microsoft.AspNetCore",
    ];

    // What a C library could be asked for.
    static readonly string[] Calls =
    [
        "socket",
        "connect",
        "bind",
        "listen",
        "accept",
        "sendto",
        "getaddrinfo",
        "system",
        "execve",
        "posix_spawn",
        "dlopen",
    ];

    [Theory]
    [InlineData("Surefoot.dll")]
    [InlineData("Surefoot.Training.dll")]
    public void No_connection_can_be_opened(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly)));
        MetadataReader metadata = file.GetMetadataReader();
        (string Namespace, string Name)[] types =
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Select(type => (metadata.GetString(type.Namespace), metadata.GetString(type.Name))),
        ];
        string[] assemblies =
        [
            .. metadata.AssemblyReferences.Select(reference =>
                metadata.GetString(metadata.GetAssemblyReference(reference).Name)
            ),
        ];
        string[] imports =
        [
            .. metadata
                .MethodDefinitions.Select(metadata.GetMethodDefinition)
                .Where(method => !method.GetImport().Name.IsNil)
                .Select(method => metadata.GetString(method.GetImport().Name)),
        ];

        Assert.True(types.Length > 50 && assemblies.Length > 1);
        Assert.DoesNotContain(
            types,
            type =>
                Array.Exists(
                    Namespaces,
                    name => type.Namespace == name || type.Namespace.StartsWith(name + ".", StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain(
            assemblies,
            name =>
                name.StartsWith("System.Net", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );
        // Nor is another program started that could.
        Assert.DoesNotContain(
            metadata.MemberReferences.Select(metadata.GetMemberReference),
            member =>
                metadata.GetString(member.Name) == "Start"
                && member.Parent.Kind == HandleKind.TypeReference
                && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) == "Process"
        );
        Assert.DoesNotContain(imports, import => Array.Exists(Calls, import.StartsWith));
    }

    [Fact]
    public void The_scan_finds_what_it_looks_for()
    {
        using var file = new PEReader(File.OpenRead(typeof(System.Net.Http.HttpClient).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        Assert.Contains(
            metadata.TypeReferences,
            type =>
                metadata
                    .GetString(metadata.GetTypeReference(type).Namespace)
                    .StartsWith("System.Net", StringComparison.Ordinal)
        );
    }
}
