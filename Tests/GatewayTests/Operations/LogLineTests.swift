import Cafe24Sandbox
import Foundation
import Hummingbird
import Logging
import Testing

@testable import Gateway

struct LogLineTests {
    @Test(arguments: [
        "plain", "two\nlines\r\n", #"a "quote" and a \ backslash"#, "\u{0}\u{1}\u{1b}[31m\u{7f}",
        "\u{2028}\u{2029}\u{85}", "결제 👩‍👩‍👧", "}{,\":", "",
    ])
    func aLineIsOneJSONObjectWhateverItTells(text: String) throws {
        var handler = JSONLogHandler(label: "test", clock: ManualClock())
        handler[metadataKey: "standing"] = .string(text)
        let line = handler.line(
            for: LogEvent(
                level: .error,
                message: "\(text)",
                error: nil,
                metadata: ["own": .string(text), "list": [.string(text)], "\(text)x": "1", "hb.request.id": "r1"],
                source: "test",
                file: #fileID,
                function: #function,
                line: #line
            )
        )
        #expect(!line.contains { $0.isNewline && $0.isASCII })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        #expect(object["message"] == text)
        #expect(object["own"] == text)
        #expect(object["standing"] == text)
        #expect(object["\(text)x"] == "1")
        #expect(object["request"] == "r1")
        #expect(object["level"] == "error")
        #expect(object["time"] == "2026-11-22T09:00:00.000Z")
    }

    /// Which of two equal names counts is each reader's own guess.
    @Test func noNameStandsThereTwice() throws {
        var handler = JSONLogHandler(label: "test", clock: ManualClock())
        handler[metadataKey: "level"] = "standing"
        handler[metadataKey: "request"] = "another"
        let line = handler.line(
            for: LogEvent(
                level: .info,
                message: "words",
                error: nil,
                metadata: [
                    "time": "own", "level": "own", "message": "own", "metadata.time": "taken", "hb.request.id": "r1",
                ],
                source: "test",
                file: #fileID,
                function: #function,
                line: #line
            )
        )
        guard case .object(let members) = try SandboxJSON(parsing: line) else { throw Unexpected() }
        let names = members.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.prefix(3) == ["time", "level", "message"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        #expect(object["level"] == "info")
        #expect(object["message"] == "words")
        #expect(object["metadata.level"] == "own")
        #expect(object["metadata.metadata.time"] == "own")
        #expect(object["metadata.time"] == "taken")
        #expect(object["request"] == "r1")
    }

    @Test(arguments: [
        ("/api/synchronous-checkout/checkout/status", "/api/synchronous-checkout/checkout/status"),
        ("/pay/abcdefghijklmnopqrstuvwxyz234567", "/pay/abcdefgh…"), ("/", "/"), ("", ""), ("//a//", "//a//"),
        ("/providers/mock/pay/0123456789abcdef0123456789abcdef01234567", "/providers/mock/pay/01234567…"),
        ("/a/bcdefghijklmnopqrstuvwx", "/a/bcdefghijklmnopqrstuvwx"), ("/a/bcdefghijklmnopqrstuvwxy", "/a/bcdefghi…"),
        ("/providers/toss-payments-of-the-second-mall/x", "/providers/toss-payments-of-the-second-mall/x"),
        ("/pay/providers/abcdefghijklmnopqrstuvwxyz234567", "/pay/providers/abcdefgh…"),
    ])
    func pathsAreLoggedWithoutWholeKeys(path: String, logged: String) {
        #expect(RequestLog.shortened(path) == logged)
    }

    @Test func aRouteIsLoggedWholeButForItsKey() throws {
        let key = "abcdefghijklmnopqrstuvwxyz234567"
        let router = try GatewayRouter(try GatewayFixture().core)
        let routes = (try router.makePublic().routes + router.makeOperations().routes).map(\.path.description)
        #expect(routes.contains { $0.hasPrefix(RouteTable.asynchronousCancellation) } && routes.contains("/pay/{key}"))
        for route in routes {
            #expect(RequestLog.shortened(route) == route)
            let logged = RequestLog.shortened(route.replacing("{key}", with: key))
            #expect(logged == route.replacing("{key}", with: "abcdefgh…"))
        }
    }

    @Test func aKeyAtTheEndOfALongPathIsNoWhole() {
        let path = String(repeating: "/abc", count: 45) + "/abcdefghijklmnopqrstuvwxyz234567"
        #expect(RequestLog.shortened(path).hasSuffix("/abcdefgh…"))
    }

    @Test func aLongPathIsCut() {
        #expect(RequestLog.shortened(String(repeating: "/abc", count: 1000)).utf8.count <= 200)
        #expect(RequestLog.shortened(String(repeating: "/결제", count: 1000)).utf8.count <= 200)
    }

    @Test(arguments: [
        (Duration.zero, "0.000"), (.microseconds(7), "0.007"), (.microseconds(12_345), "12.345"),
        (.seconds(61), "61000.000"), (.nanoseconds(999), "0.000"),
    ])
    func durationsAreMillisecondsToTheMicrosecond(duration: Duration, text: String) {
        #expect(RequestLog.milliseconds(duration) == text)
    }
}
