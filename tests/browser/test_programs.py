"""Story 12: the same app over HTTP (gradio_client) and as an MCP server."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

gradio_client = pytest.importorskip("gradio_client")
QUESTION = "does Peru have an NPS early warning system?"


@pytest.fixture(scope="module")
def client(server):
    return gradio_client.Client(server.url, verbose=False)


def test_a_program_asks_over_http(client):
    answer = client.predict(question=QUESTION, api_name="/ask")
    assert (answer["answered"], answer["verdict"]) == (True, "no")
    assert answer["citations"][0]["quote"].startswith("Peru does not have an early warning system")
    follow_up = client.predict(question="And in 2016?", history=["What was DEVIDA's budget in 2014?"], api_name="/ask")
    assert "78,890,928" in follow_up["text"]


def test_a_program_searches_within_an_area(client):
    hits = client.predict(query="money laundering", top_k=4, areas=["Control Measures"], api_name="/search")
    assert len(hits) == 4
    assert {hit["area"] for hit in hits} == {"Control Measures"}


def test_a_program_is_told_what_was_wrong(client):
    with pytest.raises(gradio_client.exceptions.AppError, match="Moon Affairs"):
        client.predict(question=QUESTION, areas=["Moon Affairs"], api_name="/ask")


def test_only_the_documented_endpoints_are_offered(client):
    assert sorted(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == ["/ask", "/search"]


def test_the_example_in_the_documentation_runs(server, root):
    page = (root / "docs" / "api.md").read_text("utf-8")
    example = re.search(r"```python\n(.*?gradio_client.*?)```", page, re.DOTALL)[1]
    printed = []
    exec(example.replace("http://127.0.0.1:7860", server.url), {"print": lambda *values: printed.append(" ".join(map(str, values)))})
    assert printed[0].startswith("no ")
    assert any("Peru does not have an early warning system" in line for line in printed)


def test_an_mcp_client_lists_and_calls_the_tools(server):
    pytest.importorskip("mcp")

    async def visit():
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        async with streamable_http_client(f"{server.url}gradio_api/mcp/") as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            asked = await session.call_tool("ask", {"question": QUESTION})
            found = await session.call_tool("search", {"query": "money laundering", "top_k": 2})
            return tools, asked, found

    with ThreadPoolExecutor(1) as outside:  # Playwright's loop runs in this thread
        tools, asked, found = outside.submit(lambda: asyncio.run(visit())).result()
    assert sorted(tools) == ["ask", "search"]
    assert "verbatim quotes" in tools["ask"].description
    assert set(tools["ask"].inputSchema["properties"]) == {"question", "history", "reports", "areas", "max_citations", "summarize"}
    answer = json.loads(asked.content[0].text)
    assert answer["verdict"] == "no"
    assert answer["citations"][0]["section"] == "Objective 5"
    assert len(json.loads(found.content[0].text)) == 2
