import Foundation

/// Any JSON, for a fake that reads and writes what PayPal's documents show.
enum PayPalJSON: Hashable, Sendable, Codable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([PayPalJSON])
    case object([String: PayPalJSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let items = try? value.decode([PayPalJSON].self) {
            self = .array(items)
        } else {
            self = .object(try value.decode([String: PayPalJSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let bool): try value.encode(bool)
        case .integer(let integer): try value.encode(integer)
        case .string(let text): try value.encode(text)
        case .array(let items): try value.encode(items)
        case .object(let members): try value.encode(members)
        }
    }

    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONDecoder().decode(PayPalJSON.self, from: Data(bytes)) else { return nil }
        self = json
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { Array($0) } ?? []
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    subscript(_ name: String) -> PayPalJSON? { if case .object(let members) = self { members[name] } else { nil } }

    subscript(_ index: Int) -> PayPalJSON? {
        if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
    }
}

extension PayPalJSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    init(stringLiteral text: String) { self = .string(text) }
    init(arrayLiteral items: PayPalJSON...) { self = .array(items) }

    init(dictionaryLiteral members: (String, PayPalJSON)...) {
        self = .object(Dictionary(members) { $1 })
    }
}
