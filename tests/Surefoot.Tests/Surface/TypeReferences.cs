using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Surefoot.Tests.Surface;

/// <summary>
/// Which types of a compiled assembly refer to which others of it: by base types, interfaces, constraints, fields and
/// signatures, and by what the bodies of their methods name.
/// </summary>
sealed class TypeReferences : IDisposable
{
    // How an instruction's argument is laid out, by the instruction's code; those of two bytes begin with 0xFE.
    static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    readonly PEReader file;
    readonly MetadataReader metadata;
    readonly Decoder decoder;

    public TypeReferences(string path)
    {
        file = new PEReader(File.OpenRead(path));
        metadata = file.GetMetadataReader();
        decoder = new Decoder();
    }

    public void Dispose() => file.Dispose();

    /// <summary>All pairs, by the names of the outermost types.</summary>
    public HashSet<(string From, string To)> All()
    {
        var all = new HashSet<(string, string)>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            decoder.Found.Clear();
            Read(metadata.GetTypeDefinition(handle));
            string from = Name(handle);
            foreach (var found in decoder.Found)
                if (Name(found) is var to && to != from)
                    all.Add((from, to));
        }
        return all;
    }

    // With its namespace; a nested type counts as the one that it is in.
    string Name(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Name(outer)
            : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name).Split('`')[0]}";
    }

    void Read(TypeDefinition type)
    {
        Add(type.BaseType);
        foreach (var handle in type.GetInterfaceImplementations())
            Add(metadata.GetInterfaceImplementation(handle).Interface);
        Constraints(type.GetGenericParameters());
        foreach (var handle in type.GetFields())
            metadata.GetFieldDefinition(handle).DecodeSignature(decoder, null);
        foreach (var handle in type.GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            method.DecodeSignature(decoder, null);
            Constraints(method.GetGenericParameters());
            if (method.RelativeVirtualAddress != 0)
                Body(file.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        foreach (var handle in metadata.GetGenericParameter(parameter).GetConstraints())
            Add(metadata.GetGenericParameterConstraint(handle).Type);
    }

    void Body(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(decoder, null);
        foreach (var region in body.ExceptionRegions)
            Add(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int name = code.ReadByte();
            if (name == 0xFE)
                name = (name << 8) | code.ReadByte();
            switch (Operands[name])
            {
                case OperandType.InlineField
                or OperandType.InlineMethod
                or OperandType.InlineTok
                or OperandType.InlineType:
                    Add(MetadataTokenHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case var operand:
                    code.Offset += Size(operand);
                    break;
            }
        }
    }

    static EntityHandle MetadataTokenHandle(int token) =>
        System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(token);

    static int Size(OperandType operand) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            _ => 4,
        };

    void Add(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when !handle.IsNil:
                decoder.Found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(decoder, null);
                break;
            case HandleKind.FieldDefinition:
                Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                var method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(decoder, null);
                Add(method.Method);
                break;
            case HandleKind.MemberReference:
                Add(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
        }
    }

    /// <summary>Goes through a signature and keeps the types of this assembly that it names.</summary>
    sealed class Decoder : ISignatureTypeProvider<int, object?>
    {
        public HashSet<TypeDefinitionHandle> Found { get; } = [];

        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Found.Add(handle);
            return 0;
        }

        public int GetTypeFromSpecification(
            MetadataReader reader,
            object? context,
            TypeSpecificationHandle handle,
            byte rawTypeKind
        ) => reader.GetTypeSpecification(handle).DecodeSignature(this, context);

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 0;

        public int GetArrayType(int elementType, ArrayShape shape) => 0;

        public int GetByReferenceType(int elementType) => 0;

        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

        public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

        public int GetGenericMethodParameter(object? context, int index) => 0;

        public int GetGenericTypeParameter(object? context, int index) => 0;

        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

        public int GetPinnedType(int elementType) => 0;

        public int GetPointerType(int elementType) => 0;

        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

        public int GetSZArrayType(int elementType) => 0;
    }
}
