from fastapi.testclient import TestClient


def test_the_method_page_says_how_often_it_errs(client: TestClient) -> None:
    answer = client.get("/method")
    assert answer.status_code == 200
    assert "as shipped" in answer.text
    assert client.get("/method.json").json()["parts"]
