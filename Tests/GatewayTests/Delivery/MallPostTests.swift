import HTTPTypes
import Hummingbird
import NIOCore
import ProviderKit
import Testing

@testable import Gateway

/// What counts as taken, over real connections.
@Suite(.timeLimit(.minutes(1)))
struct MallPostTests {
    @Test(
        arguments: [
            #"{"result":"OK"}"#, #"{"result":"ok"}"#, #"{"RESULT":"Ok"}"#, " \r\n{ \"result\" : \" OK \" }\n",
            "\u{FEFF}{\"result\":\"OK\"}", #"{"other":1,"result":"OK"}"#,
        ],
        ["application/json", "text/html", "text/plain; charset=euc-kr", "nonsense"]
    )
    func okIsTaken(body: String, contentType: String) async throws {
        #expect(try await trouble { FakeMall.response(body, .ok, contentType) } == nil)
    }

    @Test(arguments: [
        "", "OK", #""OK""#, "{}", "[]", #"{"result":"NO"}"#, #"{"result":true}"#, #"{"result":["OK"]}"#,
        #"{"result":{"result":"OK"}}"#, #"{"result":"OK""#, "<html>OK</html>", #"[{"result":"OK"}]"#, "result=OK",
        #"{"result":"OKAY"}"#,
    ])
    func anythingElseIsNot(body: String) async throws {
        #expect(try await trouble { FakeMall.response(body) } != nil)
    }

    @Test(arguments: [201, 202, 204, 301, 302, 303, 307, 308, 400, 404, 500, 503])
    func onlyStatus200IsTaken(status: Int) async throws {
        let mall = FakeMall()
        mall.reply { FakeMall.response(status: status, location: "/noty") }
        let trouble = try await send(to: mall)
        #expect(trouble?.contains("\(status)") == true)
        #expect(mall.messages.count == 1)
    }

    @Test func anAnswerWithoutEndIsNotTaken() async throws {
        let flood = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
        let trouble = try await trouble { Response(status: .ok, body: ResponseBody(byteBuffer: flood)) }
        #expect(trouble == "answered with more than 64 KiB")
    }

    @Test func aMallThatIsNotThereIsATrouble() async throws {
        let url = try await FakeMall().serving { try OutsideURL("\($0)/noty") }
        let trouble = await MallPost(egress: .system).send([], "text/plain", to: url, .origin)
        #expect(trouble == "no answer: connection refused")
    }

    /// Other tests make it shorter.
    @Test func aMallHasTenSeconds() {
        #expect(MallPost(egress: .system).patience == .seconds(10))
    }

    /// The head alone must not hold a courier for ever.
    @Test func aMallThatTricklesItsAnswerIsGivenUp() async throws {
        let mall = FakeMall()
        let gate = Gate()
        mall.reply {
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: " "))
                    await gate.pass()
                    try await writer.finish(nil)
                }
            )
        }
        let trouble = try await mall.serving { origin in
            var post = MallPost(egress: .system)
            post.patience = .milliseconds(200)
            let trouble = await post.send([], "text/plain", to: try OutsideURL("\(origin)/noty"), .origin)
            gate.open()
            return trouble
        }
        #expect(trouble?.isEmpty == false)
    }

    /// A look-up hears no cancellation.
    @Test func aNameServerThatNeverAnswersIsGivenUp() async throws {
        let gate = Gate()
        let hanging = EgressPolicy { _, _ in
            await Task { await gate.pass() }.value
            return []
        }
        var post = MallPost(egress: hanging)
        post.patience = .milliseconds(200)
        let url = try OutsideURL("https://shop.example/noty")
        #expect(await post.send([], "text/plain", to: url, .domain)?.isEmpty == false)
        gate.open()
    }

    private func trouble(_ reply: @escaping @Sendable () -> Response) async throws -> String? {
        let mall = FakeMall()
        mall.reply { reply() }
        return try await send(to: mall)
    }

    private func send(to mall: FakeMall) async throws -> String? {
        try await mall.serving { origin in
            let post = MallPost(egress: .system)
            return await post.send(Array("{}".utf8), "application/json", to: try OutsideURL("\(origin)/noty"), .origin)
        }
    }
}

extension FakeMall {
    fileprivate static func response(status: Int, location: String) -> Response {
        // 204 has no body.
        let body = status == 204 ? "" : #"{"result":"OK"}"#
        return response(body, HTTPResponse.Status(code: status), "application/json", location)
    }
}
