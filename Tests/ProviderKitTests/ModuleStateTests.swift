import Foundation
import ProviderKit
import Testing

struct ModuleStateTests {
    private struct Memory: Codable, Equatable {
        var token: String
        var captures: [String: Int64]
        var note: String?
    }

    @Test func whatWasRememberedComesBack() throws {
        let memory = Memory(token: "한글 \"quoted\"", captures: ["a": .max, "b": .min], note: nil)
        let state = try ModuleState(memory)
        #expect(try state.value(as: Memory.self) == memory)
        #expect(try ModuleState(bytes: state.bytes).value(as: Memory.self) == memory)
        #expect(try ModuleState(memory) == state)
    }

    @Test func anotherTypeIsAConfigurationError() throws {
        let state = try ModuleState(["a": 1])
        let error = #expect(throws: ProviderError.self) { try state.value(as: Memory.self) }
        #expect(error?.code == .configuration)
    }

    @Test func whatDoesNotEncodeIsRefused() {
        let error = #expect(throws: ProviderError.self) { try ModuleState(Double.nan) }
        #expect(error?.code == .invalidRequest)
    }
}
