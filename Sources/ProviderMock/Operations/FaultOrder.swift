import Foundation
import ProviderKit

/// The body of `POST /faults`.
struct FaultOrder: Decodable, Sendable {
    static let mostCalls = 1_000_000
    /// Ten minutes: longer than any caller waits.
    static let longestDelay = 600_000

    let verb: FaultVerb
    /// May be left out where `count` is zero.
    let fault: FaultKind?
    let count: Int
    /// In milliseconds.
    let delay: Int?

    private enum CodingKeys: String, CodingKey {
        case verb, fault, count
        case delay = "delay_ms"
    }

    /// Reads a body.
    ///
    /// - Throws: ``ProviderError/Code/rejectedMessage``, saying what is wrong with it.
    init(body: [UInt8]) throws(ProviderError) {
        do {
            self = try JSONDecoder().decode(FaultOrder.self, from: Data(body))
        } catch let error as FaultOrderError {
            throw ProviderError(.rejectedMessage, error.message)
        } catch DecodingError.typeMismatch(_, let context) {
            throw ProviderError(.rejectedMessage, Self.complaint(context, "has the wrong type"))
        } catch DecodingError.valueNotFound(_, let context) {
            throw ProviderError(.rejectedMessage, Self.complaint(context, "is null"))
        } catch {
            throw ProviderError(.rejectedMessage, "the body is not a JSON object, or a number in it is no whole number")
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let verbs = FaultVerb.allCases.map(\.rawValue)
        guard let verb = FaultVerb(rawValue: try container.decodeIfPresent(String.self, forKey: .verb) ?? "") else {
            throw FaultOrderError("verb is not one of " + verbs.joined(separator: ", "))
        }
        self.verb = verb
        count = try container.decodeIfPresent(Int.self, forKey: .count) ?? 1
        delay = try container.decodeIfPresent(Int.self, forKey: .delay)
        guard (0...Self.mostCalls).contains(count) else {
            throw FaultOrderError("count is not between 0 and \(Self.mostCalls)")
        }
        guard (0...Self.longestDelay).contains(delay ?? 0) else {
            throw FaultOrderError("delay_ms is not between 0 and \(Self.longestDelay)")
        }
        let name = try container.decodeIfPresent(String.self, forKey: .fault)
        fault = name.flatMap(FaultKind.init)
        let kinds = FaultKind.allCases.filter { $0.suits(verb) }
        guard fault.map({ kinds.contains($0) }) ?? (count == 0 && name == nil) else {
            let names = kinds.map(\.rawValue).joined(separator: ", ")
            throw FaultOrderError("fault of \(verb.rawValue) is not one of \(names)")
        }
    }

    private static func complaint(_ context: DecodingError.Context, _ what: String) -> String {
        "\(context.codingPath.last?.stringValue ?? "the body") \(what)"
    }
}

/// What is wrong with an order, in words for whoever sent it.
private struct FaultOrderError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
