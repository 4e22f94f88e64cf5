<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
    <context>
        <name>About</name>
        <message>
            <source>from a checkout</source>
            <translation>소스 트리</translation>
        </message>
        <message>
            <source>About Layerlab</source>
            <translation>Layerlab 정보</translation>
        </message>
        <message>
            <source>Looks into container images, and lets you watch copy-on-write happen. No Docker, no daemon, no network.</source>
            <translation>컨테이너 이미지를 들여다보고, 쓰기 시 복사(copy-on-write)가 일어나는 모습을 보여 줍니다. Docker도, 데몬도, 네트워크도 필요 없습니다.</translation>
        </message>
        <message>
            <source>Version {version} · Qt {qt} · Apache License 2.0</source>
            <translation>버전 {version} · Qt {qt} · Apache License 2.0</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;Open an archive in place…</source>
            <translation>아카이브를 그 자리에서 열기(&amp;O)…</translation>
        </message>
        <message>
            <source>Look into an archive without loading it</source>
            <translation>불러오지 않고 아카이브를 들여다봅니다</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>열기</translation>
        </message>
        <message>
            <source>&amp;Load an archive into the store…</source>
            <translation>아카이브를 저장소로 불러오기(&amp;L)…</translation>
        </message>
        <message>
            <source>Copy an archive's images into the store</source>
            <translation>아카이브의 이미지를 저장소로 복사합니다</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>불러오기</translation>
        </message>
        <message>
            <source>Write images of the store to an archive</source>
            <translation>저장소의 이미지를 아카이브에 씁니다</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>저장</translation>
        </message>
        <message>
            <source>&amp;Close the archive</source>
            <translation>아카이브 닫기(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>끝내기(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;New container…</source>
            <translation>새 컨테이너(&amp;N)…</translation>
        </message>
        <message>
            <source>A writable layer of its own over the image; nothing is copied</source>
            <translation>이미지 위에 쓸 수 있는 레이어 하나. 아무것도 복사하지 않습니다</translation>
        </message>
        <message>
            <source>New container</source>
            <translation>새 컨테이너</translation>
        </message>
        <message>
            <source>&amp;Commit to a new image…</source>
            <translation>새 이미지로 커밋(&amp;C)…</translation>
        </message>
        <message>
            <source>Seal the container layer as a new image</source>
            <translation>컨테이너 레이어를 봉인해 새 이미지를 만듭니다</translation>
        </message>
        <message>
            <source>Commit</source>
            <translation>커밋</translation>
        </message>
        <message>
            <source>Add a &amp;tag…</source>
            <translation>태그 달기(&amp;T)…</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>제거(&amp;R)…</translation>
        </message>
        <message>
            <source>Open the container layer's &amp;directory</source>
            <translation>컨테이너 레이어의 디렉터리 열기(&amp;D)</translation>
        </message>
        <message>
            <source>Take back the container's last edit</source>
            <translation>컨테이너의 마지막 편집을 되돌립니다</translation>
        </message>
        <message>
            <source>Bring back what was undone</source>
            <translation>되돌린 것을 다시 합니다</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>실행 취소</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>다시 실행</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>실행 취소(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>다시 실행(&amp;R)</translation>
        </message>
        <message>
            <source>New &amp;file…</source>
            <translation>새 파일(&amp;F)…</translation>
        </message>
        <message>
            <source>New &amp;directory…</source>
            <translation>새 디렉터리(&amp;D)…</translation>
        </message>
        <message>
            <source>New symbolic &amp;link…</source>
            <translation>새 심볼릭 링크(&amp;L)…</translation>
        </message>
        <message>
            <source>Re&amp;name…</source>
            <translation>이름 바꾸기(&amp;N)…</translation>
        </message>
        <message>
            <source>D&amp;elete</source>
            <translation>삭제(&amp;E)</translation>
        </message>
        <message>
            <source>Mode and &amp;owner…</source>
            <translation>권한과 소유자(&amp;O)…</translation>
        </message>
        <message>
            <source>Open with the &amp;system's program</source>
            <translation>시스템 프로그램으로 열기(&amp;S)</translation>
        </message>
        <message>
            <source>Copy the &amp;path</source>
            <translation>경로 복사(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Find a path</source>
            <translation>경로 찾기(&amp;F)</translation>
        </message>
        <message>
            <source>Open the &amp;sample</source>
            <translation>예제 열기(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;About Layerlab</source>
            <translation>Layerlab 정보(&amp;A)</translation>
        </message>
        <message>
            <source>Load &amp;this image into the store</source>
            <translation>이 이미지를 저장소로 불러오기(&amp;T)</translation>
        </message>
        <message>
            <source>Copy the image that is shown from its archive into the store</source>
            <translation>지금 보이는 이미지를 아카이브에서 저장소로 복사합니다</translation>
        </message>
        <message>
            <source>&amp;Import a root file system…</source>
            <translation>루트 파일 시스템 가져오기(&amp;I)…</translation>
        </message>
        <message>
            <source>Make an image of a tar of files, such as docker export writes</source>
            <translation>docker export가 만드는 것과 같은 파일 tar로 이미지를 만듭니다</translation>
        </message>
        <message>
            <source>&amp;Go to this edit</source>
            <translation>이 편집으로 가기(&amp;G)</translation>
        </message>
        <message>
            <source>Make the container as it was after this edit; none is lost</source>
            <translation>컨테이너를 이 편집 뒤의 상태로 만듭니다. 사라지는 편집은 없습니다</translation>
        </message>
        <message>
            <source>Go here</source>
            <translation>여기로 가기</translation>
        </message>
        <message>
            <source>New container from &amp;here…</source>
            <translation>여기서 새 컨테이너(&amp;H)…</translation>
        </message>
        <message>
            <source>Another container that has the files as of this edit</source>
            <translation>이 편집 때의 파일을 가진 다른 컨테이너를 만듭니다</translation>
        </message>
        <message>
            <source>New container here</source>
            <translation>여기서 새 컨테이너</translation>
        </message>
        <message>
            <source>La&amp;bel this edit…</source>
            <translation>이 편집에 이름표 붙이기(&amp;B)…</translation>
        </message>
        <message>
            <source>Give the edit a name that is kept in the history</source>
            <translation>편집에 이름표를 붙여 기록에 남깁니다</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>이름표</translation>
        </message>
        <message>
            <source>Repla&amp;y</source>
            <translation>다시 보기(&amp;Y)</translation>
        </message>
        <message>
            <source>Play the edits on the stage; the container is not changed</source>
            <translation>편집을 애니메이션으로 다시 봅니다. 컨테이너는 바뀌지 않습니다</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>다시 보기</translation>
        </message>
        <message>
            <source>&amp;Console</source>
            <translation>콘솔(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;History</source>
            <translation>편집 기록(&amp;H)</translation>
        </message>
        <message>
            <source>Cha&amp;nges of the container</source>
            <translation>컨테이너의 변경(&amp;N)</translation>
        </message>
        <message>
            <source>What the container changed against its image</source>
            <translation>컨테이너가 이미지에서 바꾼 것</translation>
        </message>
        <message>
            <source>&amp;Keep files in a volume…</source>
            <translation>파일을 볼륨에 보관(&amp;K)…</translation>
        </message>
        <message>
            <source>&amp;Pause the container</source>
            <translation>컨테이너 일시 정지(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Start the container</source>
            <translation>컨테이너 시작(&amp;S)</translation>
        </message>
        <message>
            <source>A copy in a volume stays when the container goes</source>
            <translation>볼륨에 둔 사본은 컨테이너가 삭제되어도 남습니다</translation>
        </message>
        <message>
            <source>Files that outlive the containers that mount them</source>
            <translation>마운트한 컨테이너보다 오래 남는 파일</translation>
        </message>
        <message>
            <source>Its layer stays until the container is removed</source>
            <translation>컨테이너를 삭제할 때까지 레이어는 남습니다</translation>
        </message>
        <message>
            <source>New &amp;volume…</source>
            <translation>새 볼륨(&amp;V)…</translation>
        </message>
        <message>
            <source>No command can be run in it until it goes on</source>
            <translation>다시 진행할 때까지 명령을 실행할 수 없습니다</translation>
        </message>
        <message>
            <source>R&amp;estart the container</source>
            <translation>컨테이너 다시 시작(&amp;E)</translation>
        </message>
        <message>
            <source>Run its command, or let it stand so that commands can be run</source>
            <translation>컨테이너의 명령을 실행하거나, 명령을 실행할 수 있도록 켜 둡니다</translation>
        </message>
        <message>
            <source>St&amp;op the container</source>
            <translation>컨테이너 중지(&amp;O)</translation>
        </message>
        <message>
            <source>What images, containers and volumes take, and what can go</source>
            <translation>이미지, 컨테이너, 볼륨이 차지하는 크기와 지울 수 있는 것</translation>
        </message>
        <message>
            <source>Show how it is sto&amp;red</source>
            <translation>저장된 그대로 보기(&amp;R)</translation>
        </message>
        <message>
            <source>Also tar entries, descriptors, digests, JSON and media types</source>
            <translation>tar 항목, 디스크립터, 다이제스트, JSON, 미디어 타입까지 보여 줍니다</translation>
        </message>
        <message>
            <source>Command &amp;palette…</source>
            <translation>명령 팔레트(&amp;P)…</translation>
        </message>
        <message>
            <source>Find any action, path, image or layer by a few letters</source>
            <translation>글자 몇 개로 명령, 경로, 이미지, 레이어를 찾습니다</translation>
        </message>
        <message>
            <source>Go to the &amp;images and containers</source>
            <translation>이미지와 컨테이너로 이동(&amp;I)</translation>
        </message>
        <message>
            <source>Go to the fil&amp;es</source>
            <translation>파일로 이동(&amp;E)</translation>
        </message>
        <message>
            <source>Go to the in&amp;spector</source>
            <translation>살펴보기로 이동(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Export a picture…</source>
            <translation>그림으로 내보내기(&amp;E)…</translation>
        </message>
        <message>
            <source>The window or a part of it as PNG, SVG or PDF</source>
            <translation>창 전체나 일부를 PNG, SVG, PDF로 저장합니다</translation>
        </message>
        <message>
            <source>Co&amp;py a picture</source>
            <translation>그림 복사(&amp;P)</translation>
        </message>
        <message>
            <source>What the pane with the focus shows, to the clipboard</source>
            <translation>포커스가 있는 영역의 그림을 클립보드에 복사합니다</translation>
        </message>
        <message>
            <source>P&amp;rint…</source>
            <translation>인쇄(&amp;R)…</translation>
        </message>
        <message>
            <source>The window or a part of it on paper</source>
            <translation>창 전체나 일부를 종이에 인쇄합니다</translation>
        </message>
        <message>
            <source>All stills of what was played last, with their sentences</source>
            <translation>마지막 장면의 모든 그림을 설명과 함께 저장합니다</translation>
        </message>
        <message>
            <source>Sta&amp;ge</source>
            <translation>무대(&amp;G)</translation>
        </message>
        <message>
            <source>The large picture instead of the lists of layers and files</source>
            <translation>레이어와 파일 목록 대신 큰 그림</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>무대</translation>
        </message>
        <message>
            <source>&amp;Map of the files by size</source>
            <translation>파일 크기 지도(&amp;M)</translation>
        </message>
        <message>
            <source>Where the bytes are: each file as large as it is</source>
            <translation>바이트가 어디에 있는지: 파일마다 크기만큼 그립니다</translation>
        </message>
        <message>
            <source>&amp;Zoom in</source>
            <translation>확대(&amp;Z)</translation>
        </message>
        <message>
            <source>Zoom o&amp;ut</source>
            <translation>축소(&amp;U)</translation>
        </message>
        <message>
            <source>Zoom 100 &amp;%</source>
            <translation>원래 크기 100 %(&amp;%)</translation>
        </message>
        <message>
            <source>Pro&amp;jector mode</source>
            <translation>프로젝터 모드(&amp;J)</translation>
        </message>
        <message>
            <source>One pane on the whole screen, legible from the last row</source>
            <translation>창 하나를 화면 전체에, 맨 뒷자리에서도 읽히게</translation>
        </message>
        <message>
            <source>Nothing moves: from picture to picture at once</source>
            <translation>아무것도 움직이지 않고 그림에서 그림으로 바로 넘어갑니다</translation>
        </message>
        <message>
            <source>Play how it was &amp;built</source>
            <translation>빌드 과정 재생(&amp;B)</translation>
        </message>
        <message>
            <source>Each instruction of the image's history, on the stage</source>
            <translation>이미지 이력의 명령어를 무대에서 하나씩 보여 줍니다</translation>
        </message>
        <message>
            <source>&amp;Glossary</source>
            <translation>용어집(&amp;G)</translation>
        </message>
        <message>
            <source>What the words mean; F1 opens it at what has the keyboard</source>
            <translation>용어의 뜻. F1을 누르면 지금 고른 것의 용어가 열립니다</translation>
        </message>
        <message>
            <source>Go to the la&amp;yers</source>
            <translation>레이어로 이동(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Keys…</source>
            <translation>단축키(&amp;K)…</translation>
        </message>
        <message>
            <source>Every key of the window, to look up and to print</source>
            <translation>창의 모든 단축키를 찾아보고 인쇄합니다</translation>
        </message>
        <message>
            <source>S&amp;ave images to an archive…</source>
            <translation>이미지를 아카이브로 저장(&amp;A)…</translation>
        </message>
        <message>
            <source>Copy out &amp;to…</source>
            <translation>밖으로 복사(&amp;T)…</translation>
        </message>
        <message>
            <source>Disk &amp;use…</source>
            <translation>디스크 사용량(&amp;U)…</translation>
        </message>
        <message>
            <source>Let the container &amp;go on</source>
            <translation>컨테이너 다시 진행(&amp;G)</translation>
        </message>
        <message>
            <source>Rena&amp;me the container…</source>
            <translation>컨테이너 이름 바꾸기(&amp;M)…</translation>
        </message>
        <message>
            <source>Export the scene as a &amp;strip…</source>
            <translation>장면을 만화처럼 내보내기(&amp;S)…</translation>
        </message>
        <message>
            <source>Re&amp;duce motion</source>
            <translation>움직임 줄이기(&amp;D)</translation>
        </message>
    </context>
    <context>
        <name>Artifact</name>
        <message>
            <source>An artifact is kept and found like an image, but it is none: it has no file system.</source>
            <translation>아티팩트는 이미지처럼 보관되고 찾을 수 있지만, 파일 시스템이 없어 이미지가 아닙니다.</translation>
        </message>
        <message>
            <source>Its documents</source>
            <translation>문서</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>종류</translation>
        </message>
        <message>
            <source>States</source>
            <translation>진술</translation>
        </message>
        <message>
            <source>Speaks of</source>
            <translation>대상</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>이름</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>다이제스트</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>부분</translation>
        </message>
    </context>
    <context>
        <name>Changes</name>
        <message>
            <source>Copy the list as docker diff prints it</source>
            <translation>docker diff가 보이는 대로 목록 복사</translation>
        </message>
        <message>
            <source>Changes against the image</source>
            <translation>이미지에서 바뀐 것</translation>
        </message>
        <message>
            <source>Nothing is changed</source>
            <translation>바뀐 것이 없음</translation>
        </message>
        <message>
            <source>Edit, add or delete a file: what is then different from the image is listed here.</source>
            <translation>파일을 고치거나 더하거나 지우면 이미지와 달라진 것이 여기에 적힙니다.</translation>
        </message>
        <message>
            <source>Show what was added</source>
            <translation>추가된 것 보기</translation>
        </message>
        <message>
            <source>Show what was changed</source>
            <translation>바뀐 것 보기</translation>
        </message>
        <message>
            <source>Show what was deleted</source>
            <translation>삭제된 것 보기</translation>
        </message>
        <message>
            <source>type</source>
            <translation>종류</translation>
        </message>
        <message>
            <source>content</source>
            <translation>내용</translation>
        </message>
        <message>
            <source>link target</source>
            <translation>링크 대상</translation>
        </message>
        <message>
            <source>device</source>
            <translation>장치</translation>
        </message>
        <message>
            <source>mode</source>
            <translation>권한</translation>
        </message>
        <message>
            <source>owner</source>
            <translation>소유자</translation>
        </message>
        <message>
            <source>extended attributes</source>
            <translation>확장 속성</translation>
        </message>
        <message>
            <source>time</source>
            <translation>시각</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>안에 든 것</translation>
        </message>
        <message>
            <source>time, perhaps content</source>
            <translation>시각, 어쩌면 내용</translation>
        </message>
        <message>
            <source>{value}, other bytes</source>
            <translation>{value}, 바이트가 다름</translation>
        </message>
        <message>
            <source>Show all files</source>
            <translation>모든 파일 보기</translation>
        </message>
    </context>
    <context>
        <name>Comfort</name>
        <message>
            <source>Zoom {n} %</source>
            <translation>배율 {n} %</translation>
        </message>
    </context>
    <context>
        <name>Commit</name>
        <message>
            <source>new</source>
            <translation>새로 만듦</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>바뀜</translation>
        </message>
        <message>
            <source>the way to something changed</source>
            <translation>바뀐 것으로 가는 길</translation>
        </message>
        <message>
            <source>whiteout: hides what is below</source>
            <translation>화이트아웃: 아래를 가림</translation>
        </message>
        <message>
            <source>opaque: hides all below in this directory</source>
            <translation>불투명: 이 디렉터리의 아래를 모두 가림</translation>
        </message>
        <message>
            <source>Commit {name} to a new image</source>
            <translation>{name}을(를) 새 이미지로 커밋</translation>
        </message>
        <message>
            <source>&amp;Commit</source>
            <translation>커밋(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Author</source>
            <translation>작성자(&amp;A)</translation>
        </message>
        <message>
            <source>Entries of the new layer</source>
            <translation>새 레이어의 항목</translation>
        </message>
        <message>
            <source>Entry in the layer's tar</source>
            <translation>레이어 tar의 항목</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>이유</translation>
        </message>
        <message>
            <source>The container has no changes: the new image has one more line of history, and no new layer.</source>
            <translation>컨테이너에 변경이 없습니다. 새 이미지에는 기록 한 줄만 늘고 새 레이어는 없습니다.</translation>
        </message>
        <message>
            <source>The new layer will have exactly one entry.</source>
            <translation>새 레이어에는 정확히 한 항목이 들어갑니다.</translation>
        </message>
        <message>
            <source>The new layer will have exactly {n} entries.</source>
            <translation>새 레이어에는 정확히 {n}개 항목이 들어갑니다.</translation>
        </message>
        <message>
            <source>The first {n} are shown.</source>
            <translation>처음 {n}개를 표시합니다.</translation>
        </message>
    </context>
    <context>
        <name>Console</name>
        <message>
            <source>Running {command}</source>
            <translation>{command} 실행 중</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>취소되었습니다</translation>
        </message>
        <message>
            <source>{n} more line</source>
            <translation>{n}줄 더 있음</translation>
        </message>
        <message>
            <source>{n} more lines</source>
            <translation>{n}줄 더 있음</translation>
        </message>
        <message>
            <source>Next &amp;page</source>
            <translation>다음 쪽(&amp;P)</translation>
        </message>
        <message>
            <source>Sho&amp;w all</source>
            <translation>모두 보기(&amp;W)</translation>
        </message>
        <message>
            <source>Commands and what came of them</source>
            <translation>명령과 그 결과</translation>
        </message>
        <message>
            <source>Each action writes its docker command here. Type one yourself, or: help</source>
            <translation>모든 동작이 여기에 docker 명령으로 적힙니다. 직접 입력하거나 help를 입력하세요.</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>명령</translation>
        </message>
        <message>
            <source>A docker or layerlab command; Tab completes it (Alt+5)</source>
            <translation>docker 또는 layerlab 명령. Tab으로 완성합니다 (Alt+5)</translation>
        </message>
        <message>
            <source>Stop the command (Ctrl+C)</source>
            <translation>명령을 중지합니다 (Ctrl+C)</translation>
        </message>
        <message>
            <source>{size} more were left out: print to a file with &gt; FILE</source>
            <translation>{size}이(가) 더 있어 생략했습니다. &gt; FILE로 파일에 출력하세요.</translation>
        </message>
        <message>
            <source>Running; Ctrl+C cancels</source>
            <translation>실행 중. Ctrl+C로 취소합니다</translation>
        </message>
        <message>
            <source>docker …</source>
            <translation>docker …</translation>
        </message>
        <message>
            <source>exit status {n}</source>
            <translation>종료 상태 {n}</translation>
        </message>
        <message>
            <source>{path} is not a directory</source>
            <translation>{path}은(는) 디렉터리가 아닙니다</translation>
        </message>
        <message>
            <source>Leave o&amp;ut the rest</source>
            <translation>나머지 생략(&amp;U)</translation>
        </message>
        <message>
            <source>C&amp;ancel</source>
            <translation>취소(&amp;A)</translation>
        </message>
    </context>
    <context>
        <name>Container</name>
        <message>
            <source>none</source>
            <translation>없음</translation>
        </message>
        <message>
            <source>Main command</source>
            <translation>주 명령</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>환경 변수</translation>
        </message>
        <message>
            <source>Working directory</source>
            <translation>작업 디렉터리</translation>
        </message>
        <message>
            <source>User</source>
            <translation>사용자</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>생성</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>컨테이너</translation>
        </message>
        <message>
            <source>The Linux runner can't run here: {reason}</source>
            <translation>리눅스 실행기를 여기서 쓸 수 없음: {reason}</translation>
        </message>
        <message>
            <source>Mount</source>
            <translation>마운트</translation>
        </message>
        <message>
            <source>Show the volume</source>
            <translation>볼륨 보기</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>읽기 전용</translation>
        </message>
    </context>
    <context>
        <name>Content</name>
        <message>
            <source>A symbolic link to {target}</source>
            <translation>{target}을(를) 가리키는 심볼릭 링크</translation>
        </message>
        <message>
            <source>A whiteout: it hides what lower layers have at this path.</source>
            <translation>화이트아웃: 아래 레이어에 있는 이 경로를 가립니다.</translation>
        </message>
        <message>
            <source>A {kind}: it has no content</source>
            <translation>{kind}: 내용이 없습니다</translation>
        </message>
        <message>
            <source>Content of the file</source>
            <translation>파일 내용</translation>
        </message>
        <message>
            <source>An image never changes.</source>
            <translation>이미지는 바뀌지 않습니다.</translation>
        </message>
        <message>
            <source>Edit in a c&amp;ontainer</source>
            <translation>컨테이너에서 편집(&amp;O)</translation>
        </message>
        <message>
            <source>Create a container of this image and edit the file there</source>
            <translation>이 이미지로 컨테이너를 만들어 거기서 파일을 편집합니다</translation>
        </message>
        <message>
            <source>Choose a file.</source>
            <translation>파일을 고르세요.</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>그림</translation>
        </message>
        <message>
            <source>{encoding} lacks some characters: saved as UTF-8.</source>
            <translation>{encoding}에 없는 글자가 있어 UTF-8로 저장했습니다.</translation>
        </message>
        <message>
            <source>Show bytes (Ctrl+B)</source>
            <translation>바이트 보기 (Ctrl+B)</translation>
        </message>
        <message>
            <source>Earlier page (Ctrl+PgUp)</source>
            <translation>이전 쪽 (Ctrl+PgUp)</translation>
        </message>
        <message>
            <source>Later page (Ctrl+PgDown)</source>
            <translation>다음 쪽 (Ctrl+PgDown)</translation>
        </message>
        <message>
            <source>Show the file as it is</source>
            <translation>파일을 원래대로 보입니다</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>저장</translation>
        </message>
        <message>
            <source>Write it to the container layer (Ctrl+S)</source>
            <translation>컨테이너 레이어에 씁니다 (Ctrl+S)</translation>
        </message>
        <message>
            <source>Changed, not saved</source>
            <translation>바뀜, 저장 안 됨</translation>
        </message>
        <message>
            <source>{start}–{end} of {total}</source>
            <translation>{total} 중 {start}–{end}</translation>
        </message>
        <message>
            <source>Long lines are folded.</source>
            <translation>긴 줄은 접어서 보여 줍니다.</translation>
        </message>
        <message>
            <source>Long lines are not coloured.</source>
            <translation>긴 줄은 색 없이 보여 줍니다.</translation>
        </message>
        <message>
            <source>hex</source>
            <translation>16진</translation>
        </message>
        <message>
            <source>&amp;Revert</source>
            <translation>되돌리기(&amp;R)</translation>
        </message>
        <message>
            <source>Nothing is at this path here. Choose another path or layer.</source>
            <translation>이 경로에는 아무것도 없습니다. 다른 경로나 레이어를 고르세요.</translation>
        </message>
        <message>
            <source>A directory with one entry: choose a file in it.</source>
            <translation>항목이 하나인 디렉터리입니다. 안에 든 파일을 고르세요.</translation>
        </message>
        <message>
            <source>A directory with {n} entries: choose a file in it.</source>
            <translation>항목이 {n}개인 디렉터리입니다. 안에 든 파일을 고르세요.</translation>
        </message>
        <message>
            <source>An empty directory: choose another path.</source>
            <translation>빈 디렉터리입니다. 다른 경로를 고르세요.</translation>
        </message>
    </context>
    <context>
        <name>Create</name>
        <message>
            <source>&amp;Entry point</source>
            <translation>진입점(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>이름(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Start it</source>
            <translation>시작하기(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;User</source>
            <translation>사용자(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Volumes</source>
            <translation>볼륨(&amp;V)</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>자동</translation>
        </message>
        <message>
            <source>Built-in shell</source>
            <translation>내장 셸</translation>
        </message>
        <message>
            <source>C&amp;reate</source>
            <translation>만들기(&amp;R)</translation>
        </message>
        <message>
            <source>Co&amp;mmand</source>
            <translation>명령(&amp;M)</translation>
        </message>
        <message>
            <source>Commands &amp;run by</source>
            <translation>명령 실행 방식(&amp;R)</translation>
        </message>
        <message>
            <source>Create a container of {image}</source>
            <translation>{image}의 컨테이너 만들기</translation>
        </message>
        <message>
            <source>En&amp;vironment</source>
            <translation>환경 변수(&amp;V)</translation>
        </message>
        <message>
            <source>In place of the image's CMD</source>
            <translation>이미지의 CMD 대신</translation>
        </message>
        <message>
            <source>In place of the image's ENTRYPOINT, which comes before CMD</source>
            <translation>CMD 앞에 오는 이미지의 ENTRYPOINT 대신</translation>
        </message>
        <message>
            <source>In place of the image's USER: a name or number, and :group</source>
            <translation>이미지의 USER 대신: 이름이나 번호, 그리고 :그룹</translation>
        </message>
        <message>
            <source>In place of the image's WORKDIR</source>
            <translation>이미지의 WORKDIR 대신</translation>
        </message>
        <message>
            <source>Linux runner (the image's own programs)</source>
            <translation>리눅스 실행기 (이미지의 프로그램)</translation>
        </message>
        <message>
            <source>Nothing is copied: the container is a thin writable layer over the image.</source>
            <translation>아무것도 복사되지 않습니다. 컨테이너는 이미지 위의 얇은 쓰기 가능 레이어입니다.</translation>
        </message>
        <message>
            <source>One a line: NAME=VALUE, over the image's ENV</source>
            <translation>한 줄에 하나: 이름=값, 이미지의 ENV 위에</translation>
        </message>
        <message>
            <source>One a line: VOLUME:/path, or /folder:/path; :ro at the end</source>
            <translation>한 줄에 하나: 볼륨:/경로 또는 /폴더:/경로, 끝에 :ro</translation>
        </message>
        <message>
            <source>Working &amp;directory</source>
            <translation>작업 디렉터리(&amp;D)</translation>
        </message>
    </context>
    <context>
        <name>Depth</name>
        <message>
            <source>Simple</source>
            <translation>간단히</translation>
        </message>
        <message>
            <source>Files in layers, in plain words</source>
            <translation>레이어 속의 파일을 쉬운 말로 보여 줍니다</translation>
        </message>
        <message>
            <source>As stored</source>
            <translation>저장된 그대로</translation>
        </message>
    </context>
    <context>
        <name>Diff</name>
        <message>
            <source>Differences of the text</source>
            <translation>텍스트의 차이</translation>
        </message>
        <message>
            <source>Choose a file.</source>
            <translation>파일을 고르세요.</translation>
        </message>
        <message>
            <source>Nothing is at this path, here or below.</source>
            <translation>이 경로에는 여기에도 아래에도 아무것도 없습니다.</translation>
        </message>
        <message>
            <source>Too large to be compared: more than {size}.</source>
            <translation>비교하기에 너무 큼: {size} 초과</translation>
        </message>
        <message>
            <source>none</source>
            <translation>없음</translation>
        </message>
        <message>
            <source>These bytes are no text.

before: {before}

after: {after}</source>
            <translation>텍스트가 아닌 바이트입니다.

전: {before}

후: {after}</translation>
        </message>
        <message>
            <source>The text is the same; only how it is encoded differs.</source>
            <translation>텍스트는 같고 인코딩만 다릅니다.</translation>
        </message>
        <message>
            <source>It has no content to compare.</source>
            <translation>비교할 내용이 없습니다.</translation>
        </message>
        <message>
            <source>A directory: choose a path in it.</source>
            <translation>디렉터리: 안에 든 경로를 고르세요.</translation>
        </message>
        <message>
            <source>Only what is listed above differs; the content is the same.</source>
            <translation>위에 적힌 것만 다르고 내용은 같습니다.</translation>
        </message>
        <message>
            <source>The chosen layer did not change it.</source>
            <translation>고른 레이어가 바꾸지 않았습니다.</translation>
        </message>
    </context>
    <context>
        <name>Disk</name>
        <message>
            <source>A layer that several images share is on the disk once. Each container adds its own thin layer only. Caches are made anew when they are needed.</source>
            <translation>여러 이미지가 공유하는 레이어는 디스크에 한 번만 있습니다. 컨테이너마다 자기의 얇은 레이어만 더해집니다. 캐시는 필요할 때 다시 만들어집니다.</translation>
        </message>
        <message>
            <source>Container layers</source>
            <translation>컨테이너 레이어</translation>
        </message>
        <message>
            <source>Disk use</source>
            <translation>디스크 사용량</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>사용 중</translation>
        </message>
        <message>
            <source>Indexes of layers</source>
            <translation>레이어 색인</translation>
        </message>
        <message>
            <source>Reclaimable</source>
            <translation>회수 가능</translation>
        </message>
        <message>
            <source>Remove stopped &amp;containers…</source>
            <translation>중지된 컨테이너 삭제(&amp;C)…</translation>
        </message>
        <message>
            <source>Remove unused &amp;images…</source>
            <translation>쓰지 않는 이미지 삭제(&amp;I)…</translation>
        </message>
        <message>
            <source>Remove unused &amp;volumes…</source>
            <translation>쓰지 않는 볼륨 삭제(&amp;V)…</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>전체</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>볼륨</translation>
        </message>
        <message>
            <source>What</source>
            <translation>항목</translation>
        </message>
        <message>
            <source>mounted nowhere</source>
            <translation>마운트되지 않음</translation>
        </message>
        <message>
            <source>{shared} shared, {unique} its own</source>
            <translation>공유 {shared}, 고유 {unique}</translation>
        </message>
        <message>
            <source>The store is empty: load an archive, and what it takes is here.</source>
            <translation>저장소가 비어 있습니다. 아카이브를 불러오면 차지하는 크기가 여기에 보입니다.</translation>
        </message>
    </context>
    <context>
        <name>Document</name>
        <message>
            <source>by what is done in it; the image below never changes</source>
            <translation>안에서 한 작업으로 만들어집니다. 아래의 이미지는 바뀌지 않습니다</translation>
        </message>
        <message>
            <source>not recorded</source>
            <translation>기록 없음</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>만든 방법</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>Their bytes</source>
            <translation>파일 크기</translation>
        </message>
        <message>
            <source>Deletions</source>
            <translation>삭제 표시</translation>
        </message>
        <message>
            <source>Stored size</source>
            <translation>저장된 크기</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>만든 시각</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>설명</translation>
        </message>
        <message>
            <source>none</source>
            <translation>없음</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>이름</translation>
        </message>
        <message>
            <source>For</source>
            <translation>플랫폼</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>실행 명령</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>환경 변수</translation>
        </message>
        <message>
            <source>Working directory</source>
            <translation>작업 디렉터리</translation>
        </message>
        <message>
            <source>User</source>
            <translation>사용자</translation>
        </message>
    </context>
    <context>
        <name>Drawer</name>
        <message>
            <source>Console</source>
            <translation>콘솔</translation>
        </message>
        <message>
            <source>History</source>
            <translation>편집 기록</translation>
        </message>
        <message>
            <source>Below the panes</source>
            <translation>아래쪽 창</translation>
        </message>
    </context>
    <context>
        <name>Drop</name>
        <message>
            <source>These are no local files</source>
            <translation>이 컴퓨터의 파일이 아닙니다</translation>
        </message>
        <message>
            <source>Drop to load into the store</source>
            <translation>놓으면 저장소로 불러옵니다</translation>
        </message>
        <message>
            <source>Drop to open in place; with Shift to load into the store</source>
            <translation>놓으면 그 자리에서 엽니다. Shift를 누르면 저장소로 불러옵니다</translation>
        </message>
        <message>
            <source>Files can be dropped into a container seen with all its layers</source>
            <translation>파일은 모든 레이어와 함께 보이는 컨테이너에 놓을 수 있습니다</translation>
        </message>
        <message>
            <source>{name} is no image archive</source>
            <translation>{name}은(는) 이미지 아카이브가 아닙니다</translation>
        </message>
        <message>
            <source>It is there already</source>
            <translation>이미 거기에 있습니다</translation>
        </message>
        <message>
            <source>Move into {path}</source>
            <translation>{path}(으)로 옮기기</translation>
        </message>
        <message>
            <source>Copy into {path}</source>
            <translation>{path}(으)로 복사</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>No such image: {reference}. Load it first, or look its name up with `images`.</source>
            <translation>이미지가 없습니다: {reference}. 먼저 불러오거나 `images`로 이름을 확인하십시오.</translation>
        </message>
        <message>
            <source>No such container: {name}</source>
            <translation>컨테이너가 없습니다: {name}</translation>
        </message>
        <message>
            <source>Could not find {path} in {target}</source>
            <translation>{target}에서 찾을 수 없습니다: {path}</translation>
        </message>
        <message>
            <source>{path} has no extended attribute {name}</source>
            <translation>{path}에 확장 속성 {name}이(가) 없습니다</translation>
        </message>
        <message>
            <source>There is no layer {number}: the layers are 1 to {count}</source>
            <translation>{number}번 레이어가 없습니다. 레이어는 1번부터 {count}번까지입니다.</translation>
        </message>
        <message>
            <source>There is no file or directory {path}</source>
            <translation>파일이나 디렉터리가 없습니다: {path}</translation>
        </message>
        <message>
            <source>{prefix} is the beginning of several IDs: {matches}. Type more of it.</source>
            <translation>{prefix}: 이것으로 시작하는 ID가 여럿입니다: {matches}. 더 길게 입력하십시오.</translation>
        </message>
        <message>
            <source>Invalid reference {text}: {reason}</source>
            <translation>참조 이름이 올바르지 않습니다: {text} ({reason})</translation>
        </message>
        <message>
            <source>Invalid name {name}: {reason}</source>
            <translation>이름이 올바르지 않습니다: {name} ({reason})</translation>
        </message>
        <message>
            <source>Invalid path {path}: {reason}</source>
            <translation>경로가 올바르지 않습니다: {path} ({reason})</translation>
        </message>
        <message>
            <source>Invalid platform {text}: write it as os/architecture[/variant], such as linux/arm64</source>
            <translation>플랫폼이 올바르지 않습니다: {text}. linux/arm64처럼 os/architecture[/variant] 형식으로 쓰십시오.</translation>
        </message>
        <message>
            <source>{path} is not a directory</source>
            <translation>{path}은(는) 디렉터리가 아닙니다</translation>
        </message>
        <message>
            <source>{path} is a directory</source>
            <translation>{path}은(는) 디렉터리입니다</translation>
        </message>
        <message>
            <source>{path} already exists</source>
            <translation>{path}이(가) 이미 있습니다</translation>
        </message>
        <message>
            <source>The directory {path} is not empty</source>
            <translation>디렉터리가 비어 있지 않습니다: {path}</translation>
        </message>
        <message>
            <source>{path} has no content to read or write: it is a {kind}</source>
            <translation>{path}에는 읽거나 쓸 내용이 없습니다({kind}).</translation>
        </message>
        <message>
            <source>Too many symbolic links at {path}</source>
            <translation>심볼릭 링크가 너무 많이 이어집니다: {path}</translation>
        </message>
        <message>
            <source>{path}: names that begin with .wh. are whiteouts; choose another name</source>
            <translation>{path}: .wh.로 시작하는 이름은 화이트아웃입니다. 다른 이름을 고르십시오.</translation>
        </message>
        <message>
            <source>Invalid change {change}: {reason}</source>
            <translation>변경 지시가 올바르지 않습니다: {change} ({reason})</translation>
        </message>
        <message>
            <source>{path} was changed by another program; what it was before is not known, so this can't be undone</source>
            <translation>{path}을(를) 다른 프로그램이 바꾸었고 이전 내용을 알 수 없어 취소할 수 없습니다.</translation>
        </message>
        <message>
            <source>{path} is no longer as the edit left it, so the edit can't be undone</source>
            <translation>{path}이(가) 편집이 남긴 그대로가 아니어서 취소할 수 없습니다.</translation>
        </message>
        <message>
            <source>{path} is no image archive: it is {found}. Expected the output of docker save, podman save or skopeo, or an OCI directory.</source>
            <translation>{path}은(는) 이미지 아카이브가 아닙니다({found}). docker save, podman save, skopeo의 출력이나 OCI 디렉터리가 필요합니다.</translation>
        </message>
        <message>
            <source>{path} is damaged: {member} {reason}</source>
            <translation>{path}: 손상되었습니다: {member} {reason}</translation>
        </message>
        <message>
            <source>{name} is damaged at byte {offset}: {reason}</source>
            <translation>{name}: {offset}번째 바이트에서 손상되었습니다: {reason}</translation>
        </message>
        <message>
            <source>{name} is damaged: {reason}</source>
            <translation>{name}: 손상되었습니다: {reason}</translation>
        </message>
        <message>
            <source>{name} is invalid: {reason}</source>
            <translation>{name}: 올바르지 않습니다: {reason}</translation>
        </message>
        <message>
            <source>{name} is damaged: its digest is {actual}, but {expected} is expected</source>
            <translation>{name}: 손상되었습니다. 다이제스트가 {actual}입니다(기대한 값: {expected}).</translation>
        </message>
        <message>
            <source>Layer {layer} is damaged: its diff ID is {actual}, but the config says {expected}</source>
            <translation>{layer}번 레이어: 손상되었습니다. diff ID가 {actual}입니다(config의 값: {expected}).</translation>
        </message>
        <message>
            <source>{name} is damaged: it has {actual} bytes, but {expected} are expected</source>
            <translation>{name}: 손상되었습니다. 크기가 {actual}바이트입니다(기대한 크기: {expected}바이트).</translation>
        </message>
        <message>
            <source>The blob {digest} of {wanted_by} is missing</source>
            <translation>{wanted_by}: 블롭 {digest} 없음</translation>
        </message>
        <message>
            <source>Too many {what}: more than {limit} are not accepted. If you trust where this comes from, allow more with --limit {name}=…</source>
            <translation>한도를 넘었습니다: {what} (최대 {limit}). 출처를 믿을 수 있다면 --limit {name}=… 으로 늘리세요.</translation>
        </message>
        <message>
            <source>The disk is full: {path} could not be written. Free some space and try again.</source>
            <translation>디스크가 가득 찼습니다: {path}에 쓸 수 없습니다. 공간을 비우고 다시 해 보십시오.</translation>
        </message>
        <message>
            <source>{path} can't be accessed: permission denied or read-only</source>
            <translation>{path}: 접근할 수 없습니다. 권한이 없거나 읽기 전용입니다.</translation>
        </message>
        <message>
            <source>{name} is damaged in the store: its digest is {actual}, but {expected} is expected. Load or pull the image again to repair it.</source>
            <translation>{name}: 저장소 안에서 손상되었습니다. 다이제스트가 {actual}입니다(기대한 값: {expected}). 이미지를 다시 불러오거나 내려받으면 고쳐집니다.</translation>
        </message>
        <message>
            <source>The blob {digest} of {wanted_by} is missing from the store. Load or pull the image again to repair it.</source>
            <translation>{wanted_by}: 저장소에 블롭 {digest} 없음. 이미지를 다시 불러오거나 내려받으면 고쳐집니다.</translation>
        </message>
        <message>
            <source>{name} is recorded wrongly: {reason}. Load or pull it again, or remove it.</source>
            <translation>{name}: 기록이 잘못되었습니다: {reason}. 다시 불러오거나 내려받거나, 지우십시오.</translation>
        </message>
        <message>
            <source>The container {name} is damaged: {reason}. Export or commit what is still right, and remove it.</source>
            <translation>컨테이너 {name}: 손상되었습니다: {reason}. 온전한 것을 내보내거나 커밋한 다음 지우십시오.</translation>
        </message>
        <message>
            <source>{path} does not list what the store has, so that other tools see something else. Free some space, and open the store once where it can be written.</source>
            <translation>{path}: 저장소의 내용과 다르므로 다른 도구에는 다르게 보입니다. 공간을 비우고, 쓸 수 있는 상태에서 저장소를 한 번 여십시오.</translation>
        </message>
        <message>
            <source>{path} is read-only: what is there can be looked at, but not changed. Choose another root directory to make changes.</source>
            <translation>{path}: 읽기 전용입니다. 볼 수는 있지만 바꿀 수 없습니다. 바꾸려면 다른 루트 디렉터리를 고르십시오.</translation>
        </message>
        <message>
            <source>{path} became larger than the file system or a limit of yours allows. Choose another place, or raise the limit.</source>
            <translation>{path}: 파일 시스템이나 사용자 한도보다 커졌습니다. 다른 곳을 고르거나 한도를 늘리십시오.</translation>
        </message>
        <message>
            <source>{path} was made by an older version of Layerlab (format {version}, this one needs {known}) and is read-only. Open it once where it can be written.</source>
            <translation>{path}은(는) 더 오래된 Layerlab이 만들었고(형식 {version}, 이 버전은 {known}이(가) 필요) 읽기 전용입니다. 쓸 수 있는 곳에서 한 번 여십시오.</translation>
        </message>
        <message>
            <source>{path} is in use by another program. Wait until that is done, and try again.</source>
            <translation>{path}: 다른 프로그램이 쓰고 있습니다. 끝나기를 기다렸다가 다시 해 보십시오.</translation>
        </message>
        <message>
            <source>The database {path} is damaged: {reason}. Rename the folder {directory}, and load the images from the renamed folder: it is an OCI directory.</source>
            <translation>데이터베이스 {path}: 손상되었습니다: {reason}. 폴더 {directory}의 이름을 바꾸고, 그 폴더에서 이미지를 불러오십시오. 그것은 OCI 디렉터리입니다.</translation>
        </message>
        <message>
            <source>The index {path} was damaged. It is made anew from its layer when it is needed; what was seen before may have been wrong.</source>
            <translation>{path}: 색인이 손상되어 있었습니다. 필요할 때 레이어에서 다시 만들며, 앞서 보인 것은 틀렸을 수 있습니다.</translation>
        </message>
        <message>
            <source>{path}: {reason}</source>
            <translation>{path}: {reason}</translation>
        </message>
        <message>
            <source>{path} was made by a newer version of Layerlab (format {version}, this one knows {known}). Update Layerlab.</source>
            <translation>{path}은(는) 더 새로운 Layerlab이 만들었습니다(형식 {version}, 이 버전은 {known}까지). Layerlab을 업데이트하십시오.</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>취소했습니다</translation>
        </message>
        <message>
            <source>Layerlab made a mistake ({kind}: {text}). What was there before is still there. Please report it with the details.</source>
            <translation>Layerlab에 잘못이 있습니다 ({kind}: {text}). 전에 있던 것은 그대로 있습니다. 자세한 내용과 함께 알려 주세요.</translation>
        </message>
        <message>
            <source>{path} has {count} images. Load it, and name one of them.</source>
            <translation>{path}에 이미지가 {count}개 있습니다. 불러온 뒤 그중 하나의 이름을 지정하십시오.</translation>
        </message>
        <message>
            <source>{path} is a tar of files, not an image. If they are a root file system, import it with: layerlab import {path} NAME</source>
            <translation>{path}은(는) 이미지가 아니라 파일을 담은 tar입니다. 루트 파일 시스템이면 다음 명령으로 가져오십시오: layerlab import {path} NAME</translation>
        </message>
        <message>
            <source>{target} has no image for {platform}, but for: {found}</source>
            <translation>{target}에 {platform}용 이미지가 없습니다. 있는 플랫폼: {found}</translation>
        </message>
        <message>
            <source>{path} and {new} are not on the same mount: copy it, then delete it</source>
            <translation>{path}과(와) {new}은(는) 같은 마운트에 있지 않습니다. 복사한 뒤 지우세요.</translation>
        </message>
        <message>
            <source>{path} is in use: something is mounted there</source>
            <translation>{path}은(는) 사용 중입니다. 여기에 마운트된 것이 있습니다.</translation>
        </message>
        <message>
            <source>{command} was stopped: it reached its limit of {allowed} ({limit})</source>
            <translation>{command}: 한도 {allowed}({limit})에 이르러 중지되었습니다.</translation>
        </message>
        <message>
            <source>The {runner} can't run this here: {reason}</source>
            <translation>{runner}: 여기서는 실행할 수 없습니다. {reason}</translation>
        </message>
        <message>
            <source>Conflict. The container name "/{name}" is already in use by container "{container}". You have to remove (or rename) that container to be able to reuse that name.</source>
            <translation>충돌: 컨테이너 이름 "/{name}"을(를) 컨테이너 "{container}"이(가) 이미 쓰고 있습니다. 그 컨테이너를 삭제하거나 이름을 바꿔야 이 이름을 쓸 수 있습니다.</translation>
        </message>
        <message>
            <source>Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed</source>
            <translation>잘못된 컨테이너 이름({name}): [a-zA-Z0-9][a-zA-Z0-9_.-]만 쓸 수 있습니다</translation>
        </message>
        <message>
            <source>Renaming a container with the same name as its current name: {name}</source>
            <translation>컨테이너의 새 이름이 지금 이름과 같습니다: {name}</translation>
        </message>
        <message>
            <source>Container {container} is not running. Start it, and try again.</source>
            <translation>컨테이너 {container}이(가) 실행 중이 아닙니다. 시작한 뒤 다시 해 보세요.</translation>
        </message>
        <message>
            <source>Container {container} is already paused</source>
            <translation>컨테이너 {container}은(는) 이미 일시 정지되었습니다</translation>
        </message>
        <message>
            <source>Container {container} is not paused</source>
            <translation>컨테이너 {container}은(는) 일시 정지되지 않았습니다</translation>
        </message>
        <message>
            <source>cannot start a paused container, try unpause instead: {container}</source>
            <translation>컨테이너 {container}은(는) 일시 정지되어 있어 시작할 수 없습니다. 일시 정지를 해제하세요.</translation>
        </message>
        <message>
            <source>Container {name} is paused, unpause the container before exec</source>
            <translation>컨테이너 {name}이(가) 일시 정지되어 있습니다. 명령을 실행하려면 먼저 일시 정지를 해제하세요.</translation>
        </message>
        <message>
            <source>You cannot remove a running container {container}. Stop the container before attempting removal or force remove</source>
            <translation>컨테이너 {container}이(가) 실행 중이라 삭제할 수 없습니다. 먼저 중지하거나 강제로 삭제하세요.</translation>
        </message>
        <message>
            <source>You cannot remove a paused container {container}. Unpause and then stop the container before attempting removal or force remove</source>
            <translation>컨테이너 {container}이(가) 일시 정지되어 있어 삭제할 수 없습니다. 일시 정지를 해제하고 중지한 뒤 삭제하거나 강제로 삭제하세요.</translation>
        </message>
        <message>
            <source>Cannot kill container: {name}: Container {container} is not running</source>
            <translation>{name}을(를) 강제 종료할 수 없습니다: 컨테이너 {container}이(가) 실행 중이 아닙니다</translation>
        </message>
        <message>
            <source>Invalid signal: {signal}</source>
            <translation>잘못된 시그널: {signal}</translation>
        </message>
        <message>
            <source>No command specified: the image {image} names none. Say what to start, after the image.</source>
            <translation>명령이 없습니다: {image} 이미지에 명령이 정해져 있지 않습니다. 이미지 이름 뒤에 실행할 명령을 적으세요.</translation>
        </message>
        <message>
            <source>unable to find user {user}: no matching entries in passwd file</source>
            <translation>사용자를 찾을 수 없습니다({user}): passwd 파일에 없습니다</translation>
        </message>
        <message>
            <source>unable to find group {group}: no matching entries in group file</source>
            <translation>그룹을 찾을 수 없습니다({group}): group 파일에 없습니다</translation>
        </message>
        <message>
            <source>the working directory '{path}' is invalid, it needs to be an absolute path</source>
            <translation>잘못된 작업 디렉터리 '{path}': 절대 경로여야 합니다</translation>
        </message>
        <message>
            <source>unable to start container process: exec: "{command}": {reason}</source>
            <translation>컨테이너의 프로세스를 시작할 수 없습니다: exec: "{command}": {reason}</translation>
        </message>
        <message>
            <source>conflict: unable to remove repository reference "{reference}" (must force) - container {container} is using its referenced image {image}. Remove what uses it first: {containers}</source>
            <translation>충돌: 이름 "{reference}"을(를) 삭제할 수 없습니다(강제 필요). 컨테이너 {container}이(가) 그 이미지 {image}을(를) 쓰고 있습니다. 먼저 이 이미지를 쓰는 것을 삭제하세요: {containers}</translation>
        </message>
        <message>
            <source>conflict: unable to delete {image} (must be forced) - image is being used by stopped container {container}. Remove what uses it first: {containers}</source>
            <translation>충돌: 이미지 {image}을(를) 중지된 컨테이너 {container}이(가) 쓰고 있어 삭제할 수 없습니다(강제 필요). 먼저 이 이미지를 쓰는 것을 삭제하세요: {containers}</translation>
        </message>
        <message>
            <source>conflict: unable to delete {image} (cannot be forced) - image is being used by stopped container {container}. Remove what uses it first: {containers}</source>
            <translation>충돌: 이미지 {image}을(를) 중지된 컨테이너 {container}이(가) 쓰고 있어 강제로도 삭제할 수 없습니다. 먼저 이 이미지를 쓰는 것을 삭제하세요: {containers}</translation>
        </message>
        <message>
            <source>conflict: unable to delete {image} (cannot be forced) - image is being used by running container {container}. Stop and remove what uses it first: {containers}</source>
            <translation>충돌: 이미지 {image}을(를) 실행 중인 컨테이너 {container}이(가) 쓰고 있어 강제로도 삭제할 수 없습니다. 먼저 이 이미지를 쓰는 것을 중지하고 삭제하세요: {containers}</translation>
        </message>
        <message>
            <source>conflict: unable to delete {image} (must be forced) - image is referenced in multiple repositories: {tags}. Remove these names one by one, or force it.</source>
            <translation>충돌: 이미지 {image}은(는) 이름이 여러 개라 삭제할 수 없습니다(강제 필요): {tags}. 이름을 하나씩 삭제하거나 강제로 삭제하세요.</translation>
        </message>
        <message>
            <source>There is nothing to undo in {target}</source>
            <translation>{target}: 취소할 편집이 없습니다.</translation>
        </message>
        <message>
            <source>There is nothing to redo in {target}</source>
            <translation>{target}: 다시 실행할 편집이 없습니다.</translation>
        </message>
        <message>
            <source>The log of {target} has no edit {number}</source>
            <translation>{target}의 기록에 이 번호의 편집이 없습니다: {number}</translation>
        </message>
        <message>
            <source>get {name}: no such volume</source>
            <translation>볼륨이 없습니다: {name}</translation>
        </message>
        <message>
            <source>create {name}: error looking up volume plugin {driver}: plugin "{driver}" not found</source>
            <translation>볼륨 {name}: 드라이버가 없습니다: {driver}</translation>
        </message>
        <message>
            <source>mounted volume is marked read-only: {path} can't be changed (mounted at {mount})</source>
            <translation>볼륨이 읽기 전용으로 마운트되어 {path}을(를) 바꿀 수 없습니다(마운트 위치: {mount})</translation>
        </message>
        <message>
            <source>create {name}: {reason}</source>
            <translation>볼륨 {name}: {reason}</translation>
        </message>
        <message>
            <source>invalid volume specification: '{spec}': {reason}</source>
            <translation>볼륨 지정이 잘못되었습니다: '{spec}': {reason}</translation>
        </message>
        <message>
            <source>invalid mode: {mode}</source>
            <translation>모드가 잘못되었습니다: {mode}</translation>
        </message>
        <message>
            <source>invalid argument "{text}" for "--mount" flag: {reason}</source>
            <translation>--mount 값이 잘못되었습니다: "{text}": {reason}</translation>
        </message>
        <message>
            <source>invalid mount config for type "{kind}": {reason}</source>
            <translation>마운트 설정이 잘못되었습니다 (종류 "{kind}"): {reason}</translation>
        </message>
        <message>
            <source>create {name}: invalid option: "{option}"</source>
            <translation>볼륨 {name}: 옵션이 잘못되었습니다: "{option}"</translation>
        </message>
        <message>
            <source>Invalid filter '{text}'</source>
            <translation>필터가 잘못되었습니다: '{text}'</translation>
        </message>
        <message>
            <source>Duplicate mount point: {path}</source>
            <translation>마운트 위치가 겹칩니다: {path}</translation>
        </message>
        <message>
            <source>cannot mount volume over existing file, file exists {path}</source>
            <translation>볼륨은 파일 위에 마운트할 수 없습니다: {path}</translation>
        </message>
        <message>
            <source>remove {name}: volume is in use - [{ids}]. Remove these containers first: {containers}</source>
            <translation>볼륨 {name}: 쓰는 컨테이너가 있습니다 - [{ids}]. 먼저 삭제하세요: {containers}</translation>
        </message>
        <message>
            <source>unable to start container process: chdir to cwd ("{path}") set in config.json failed: {reason}</source>
            <translation>컨테이너 프로세스를 시작할 수 없습니다. 작업 디렉터리로 이동하지 못했습니다("{path}"): {reason}</translation>
        </message>
        <message>
            <source>Permission denied: {path}</source>
            <translation>권한이 없습니다: {path}</translation>
        </message>
        <message>
            <source>Operation not permitted: {path}</source>
            <translation>허용되지 않은 작업입니다: {path}</translation>
        </message>
        <message>
            <source>{path} is the host's ({title}, mounted at {mount}): change it there, or with a command</source>
            <translation>{path}은(는) 호스트의 파일입니다({title}, 마운트 위치 {mount}). 호스트에서 직접 또는 명령으로 바꾸세요.</translation>
        </message>
        <message>
            <source>The volume {name} is damaged: {reason}. Copy out what is still right, and remove it.</source>
            <translation>볼륨 {name}이(가) 손상되었습니다: {reason}. 아직 온전한 것을 복사해 내고 삭제하세요.</translation>
        </message>
        <message>
            <source>Invalid label {text}: it is one line of at most {limit} characters</source>
            <translation>이름표가 올바르지 않습니다: {text} (한 줄, {limit}자 이하)</translation>
        </message>
        <message>
            <source>No such object: {name}</source>
            <translation>그런 객체가 없습니다: {name}</translation>
        </message>
        <message>
            <source>it is not part of this program</source>
            <translation>이 프로그램에 들어 있지 않음</translation>
        </message>
        <message>
            <source>it talks with nobody</source>
            <translation>대화식으로 쓸 수 없음</translation>
        </message>
        <message>
            <source>it doesn't know {names}</source>
            <translation>모르는 명령: {names}</translation>
        </message>
        <message>
            <source>it needs the Linux kernel</source>
            <translation>리눅스 커널이 필요함</translation>
        </message>
        <message>
            <source>user namespaces are switched off ({said}): `sysctl {setting}={value}`</source>
            <translation>사용자 네임스페이스가 꺼져 있음 ({said}). 켜는 명령: `sysctl {setting}={value}`</translation>
        </message>
        <message>
            <source>the kernel mounts no overlay in {directory} ({said}): that takes Linux 5.11, and a directory on a disk of its own, such as ext4, xfs or btrfs</source>
            <translation>커널이 다음 위치에 오버레이를 마운트하지 못함: {directory} ({said}). 리눅스 5.11 이상과, ext4, xfs, btrfs 같은 디스크에 있는 디렉터리가 필요함</translation>
        </message>
        <message>
            <source>the system does not allow what containers are made of ({said})</source>
            <translation>컨테이너를 이루는 기능을 시스템이 허용하지 않음 ({said})</translation>
        </message>
        <message>
            <source>{directory} can't be used: {error}</source>
            <translation>디렉터리를 쓸 수 없음: {directory}: {error}</translation>
        </message>
        <message>
            <source>the image's programs are for {architecture}, and this machine is {machine}: install {emulator} for binfmt_misc (Debian: qemu-user-static)</source>
            <translation>이미지의 프로그램은 {architecture}용이고 이 컴퓨터는 {machine}임. binfmt_misc에 쓸 {emulator} 설치 필요 (데비안: qemu-user-static)</translation>
        </message>
        <message>
            <source>layer {number} of the image is missing</source>
            <translation>이미지의 레이어 {number} 없음</translation>
        </message>
        <message>
            <source>the kernel's overlay has no more than {limit} layers</source>
            <translation>커널의 오버레이는 레이어를 {limit}개까지만 받음</translation>
        </message>
        <message>
            <source>user {uid}:{gid} does not exist in a user namespace without subordinate IDs: give yourself some (`usermod --add-subuids 100000-165535 --add-subgids 100000-165535 YOU`, package uidmap)</source>
            <translation>하위 ID가 없는 사용자 네임스페이스에는 사용자 {uid}:{gid} 없음. 하위 ID를 주는 명령: `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 YOU` (패키지 uidmap, YOU는 내 사용자 이름)</translation>
        </message>
        <message>
            <source>users can't be mapped: {said}</source>
            <translation>사용자를 매핑할 수 없음: {said}</translation>
        </message>
        <message>
            <source>its process ended: {said}</source>
            <translation>실행기의 프로세스가 끝남: {said}</translation>
        </message>
        <message>
            <source>status {status}</source>
            <translation>상태 {status}</translation>
        </message>
        <message>
            <source>that is an image ID, not a name</source>
            <translation>이름이 아니라 이미지 ID임</translation>
        </message>
        <message>
            <source>a repository name must be lower case</source>
            <translation>저장소 이름은 소문자여야 함</translation>
        </message>
        <message>
            <source>not a name of the form [domain/]path[:tag][@digest]</source>
            <translation>[도메인/]경로[:태그][@다이제스트] 꼴의 이름이 아님</translation>
        </message>
        <message>
            <source>not a digest of the form sha256:&lt;64 hex digits&gt;</source>
            <translation>sha256:&lt;16진수 64자리&gt; 꼴의 다이제스트가 아님</translation>
        </message>
        <message>
            <source>a name with a digest can't be given</source>
            <translation>다이제스트가 든 이름은 줄 수 없음</translation>
        </message>
        <message>
            <source>volume name is too short, names should be at least two alphanumeric characters</source>
            <translation>볼륨 이름이 너무 짧음. 영문자나 숫자 두 자 이상이어야 함</translation>
        </message>
        <message>
            <source>it would leave the container layer</source>
            <translation>컨테이너 레이어 밖으로 나가는 경로임</translation>
        </message>
        <message>
            <source>it leads out of the directory that the tar goes into</source>
            <translation>tar를 풀 디렉터리 밖으로 나가는 경로임</translation>
        </message>
        <message>
            <source>leads out of the directory</source>
            <translation>디렉터리 밖으로 나가는 경로임</translation>
        </message>
        <message>
            <source>is a link that leads to itself</source>
            <translation>자신으로 돌아오는 링크임</translation>
        </message>
        <message>
            <source>is missing</source>
            <translation>없음</translation>
        </message>
        <message>
            <source>is not a file</source>
            <translation>파일이 아님</translation>
        </message>
        <message>
            <source>can't be the name of a file</source>
            <translation>파일 이름이 될 수 없음</translation>
        </message>
        <message>
            <source>its blobs are not those of its manifest</source>
            <translation>블롭이 매니페스트의 블롭과 다름</translation>
        </message>
        <message>
            <source>its state is damaged</source>
            <translation>상태 기록이 손상됨</translation>
        </message>
        <message>
            <source>the edits that are done are not those that lead to the files</source>
            <translation>적용된 편집이 지금의 파일로 이어지지 않음</translation>
        </message>
        <message>
            <source>a mode has at most twelve bits</source>
            <translation>모드는 최대 12비트임</translation>
        </message>
        <message>
            <source>owner and group are numbers of 32 bits</source>
            <translation>소유자와 그룹은 32비트 숫자임</translation>
        </message>
        <message>
            <source>a time has at most 63 bits of nanoseconds</source>
            <translation>시각은 나노초로 최대 63비트임</translation>
        </message>
        <message>
            <source>a size is between 0 and 2**63 - 1 bytes</source>
            <translation>크기는 0바이트부터 2**63 - 1바이트까지임</translation>
        </message>
        <message>
            <source>a device has no size</source>
            <translation>장치에는 크기가 없음</translation>
        </message>
        <message>
            <source>a layer can't hold = or a zero byte in an attribute's name</source>
            <translation>레이어에 담을 속성의 이름에는 =나 0 바이트가 있을 수 없음</translation>
        </message>
        <message>
            <source>only files and directories have attributes of users</source>
            <translation>사용자 속성은 파일과 디렉터리에만 있음</translation>
        </message>
        <message>
            <source>the attributes of the root can't be changed</source>
            <translation>루트의 속성은 바꿀 수 없음</translation>
        </message>
        <message>
            <source>the root can't be deleted</source>
            <translation>루트는 삭제할 수 없음</translation>
        </message>
        <message>
            <source>a link needs a target</source>
            <translation>링크에는 대상이 필요함</translation>
        </message>
        <message>
            <source>a directory can't be moved into itself</source>
            <translation>디렉터리를 자기 안으로 옮길 수 없음</translation>
        </message>
        <message>
            <source>a hard link to itself</source>
            <translation>자신에 대한 하드 링크임</translation>
        </message>
        <message>
            <source>a name can't have a zero byte in it</source>
            <translation>이름에는 0 바이트가 있을 수 없음</translation>
        </message>
        <message>
            <source>a NUL in a name</source>
            <translation>이름에 NUL이 있음</translation>
        </message>
        <message>
            <source>it is empty</source>
            <translation>비어 있음</translation>
        </message>
        <message>
            <source>it ends early</source>
            <translation>중간에 끊김</translation>
        </message>
        <message>
            <source>bytes that are no zstd frame</source>
            <translation>zstd 프레임이 아닌 바이트가 있음</translation>
        </message>
        <message>
            <source>an extended header without an entry</source>
            <translation>항목이 없는 확장 헤더임</translation>
        </message>
        <message>
            <source>an entry below a whiteout</source>
            <translation>화이트아웃 아래의 항목임</translation>
        </message>
        <message>
            <source>an entry below something that is no directory</source>
            <translation>디렉터리가 아닌 것 아래의 항목임</translation>
        </message>
        <message>
            <source>a hard link to a directory</source>
            <translation>디렉터리에 대한 하드 링크임</translation>
        </message>
        <message>
            <source>a parent directory that is a loop of symlinks</source>
            <translation>상위 디렉터리의 심볼릭 링크가 돌고 돎</translation>
        </message>
        <message>
            <source>{tag} is not a tag</source>
            <translation>태그가 아님: {tag}</translation>
        </message>
        <message>
            <source>a repository name has at most {limit} characters</source>
            <translation>저장소 이름은 최대 {limit}자임</translation>
        </message>
        <message>
            <source>"{name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path</source>
            <translation>로컬 볼륨의 이름에 쓸 수 없는 글자가 있음: "{name}". "[a-zA-Z0-9][a-zA-Z0-9_.-]"만 쓸 수 있음. 호스트 디렉터리라면 절대 경로로 적어야 함</translation>
        </message>
        <message>
            <source>its config is that of {image_id}</source>
            <translation>설정이 다른 이미지의 것임: {image_id}</translation>
        </message>
        <message>
            <source>a row of {table} refers to a row of {other} that is gone</source>
            <translation>{table} 표의 행이 가리키는 {other} 표의 행이 없음</translation>
        </message>
        <message>
            <source>{path} is not as it is recorded</source>
            <translation>기록과 다름: {path}</translation>
        </message>
        <message>
            <source>edit {parent}, on which edit {number} was made, is lost</source>
            <translation>편집 {parent} 없음 (편집 {number}의 바탕)</translation>
        </message>
        <message>
            <source>what {path} was for edit {number} is lost</source>
            <translation>편집 {number}에 필요한 이전 내용이 없음: {path}</translation>
        </message>
        <message>
            <source>the log leads to something else than {path} is</source>
            <translation>편집 기록의 결과와 다름: {path}</translation>
        </message>
        <message>
            <source>a value has at most {limit} bytes</source>
            <translation>값은 최대 {limit}바이트임</translation>
        </message>
        <message>
            <source>an attribute's name has at most {limit} bytes</source>
            <translation>속성 이름은 최대 {limit}바이트임</translation>
        </message>
        <message>
            <source>an attribute's name begins with {namespaces}</source>
            <translation>속성 이름은 다음 중 하나로 시작함: {namespaces}</translation>
        </message>
        <message>
            <source>an extended attribute named {name}</source>
            <translation>확장 속성의 이름으로 쓸 수 없음: {name}</translation>
        </message>
        <message>
            <source>a whiteout of {name}</source>
            <translation>화이트아웃의 대상이 될 수 없음: {name}</translation>
        </message>
        <message>
            <source>not a JSON object</source>
            <translation>JSON 객체가 아님</translation>
        </message>
        <message>
            <source>not a JSON array</source>
            <translation>JSON 배열이 아님</translation>
        </message>
        <message>
            <source>an image that is not a JSON object</source>
            <translation>JSON 객체가 아닌 이미지가 있음</translation>
        </message>
        <message>
            <source>an image without a Config</source>
            <translation>Config가 없는 이미지가 있음</translation>
        </message>
        <message>
            <source>Layers and RepoTags must be lists of strings</source>
            <translation>Layers와 RepoTags는 문자열 목록이어야 함</translation>
        </message>
        <message>
            <source>a manifest without a config</source>
            <translation>매니페스트에 설정이 없음</translation>
        </message>
        <message>
            <source>its parents go in a circle</source>
            <translation>부모가 돌고 돎</translation>
        </message>
        <message>
            <source>docker_version is not a string</source>
            <translation>docker_version이 문자열이 아님</translation>
        </message>
        <message>
            <source>are you trying to mount a directory onto a file (or vice-versa)?</source>
            <translation>디렉터리를 파일에, 또는 파일을 디렉터리에 마운트하려는 것으로 보임</translation>
        </message>
        <message>
            <source>bind source path does not exist: {source}</source>
            <translation>바인드할 경로가 없음: {source}</translation>
        </message>
        <message>
            <source>a descriptor's size is {value}</source>
            <translation>디스크립터의 크기가 잘못됨: {value}</translation>
        </message>
        <message>
            <source>{value} is not a digest</source>
            <translation>다이제스트가 아님: {value}</translation>
        </message>
        <message>
            <source>{value} is not a diff ID</source>
            <translation>diff ID가 아님: {value}</translation>
        </message>
        <message>
            <source>{value} is not a layer ID of 64 hex digits</source>
            <translation>16진수 64자리 레이어 ID가 아님: {value}</translation>
        </message>
        <message>
            <source>its parent {value} is not a layer ID of 64 hex digits</source>
            <translation>부모가 16진수 64자리 레이어 ID가 아님: {value}</translation>
        </message>
        <message>
            <source>a rootfs of the unknown type {value}</source>
            <translation>rootfs의 종류를 알 수 없음: {value}</translation>
        </message>
        <message>
            <source>{value} is not what a field of the config may be</source>
            <translation>설정 항목의 값이 될 수 없음: {value}</translation>
        </message>
        <message>
            <source>{value} is not a list of strings</source>
            <translation>문자열 목록이 아님: {value}</translation>
        </message>
        <message>
            <source>{value} is not a time</source>
            <translation>시각이 아님: {value}</translation>
        </message>
        <message>
            <source>{key} is not a JSON object</source>
            <translation>JSON 객체가 아님: {key}</translation>
        </message>
        <message>
            <source>the tags of {repository} are not a JSON object</source>
            <translation>태그가 JSON 객체가 아님: {repository}</translation>
        </message>
        <message>
            <source>{name} is layer {layer}, which is missing</source>
            <translation>{name}의 레이어 {layer} 없음</translation>
        </message>
        <message>
            <source>{layers} layers, but its config has {expected}</source>
            <translation>레이어는 {layers}개인데 설정에는 {expected}개가 있음</translation>
        </message>
        <message>
            <source>{layers} layers, but {config} has {expected}</source>
            <translation>레이어는 {layers}개인데 {config}에는 {expected}개가 있음</translation>
        </message>
    </context>
    <context>
        <name>Fields</name>
        <message>
            <source>Clear</source>
            <translation>지우기</translation>
        </message>
    </context>
    <context>
        <name>FileRow</name>
        <message>
            <source>&amp;Browse…</source>
            <translation>찾아보기(&amp;B)…</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>파일 고르기</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Name</source>
            <translation>이름</translation>
        </message>
        <message>
            <source>±</source>
            <translation>±</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>권한</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>소유자</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>수정 시각</translation>
        </message>
        <message>
            <source>added</source>
            <translation>추가됨</translation>
        </message>
        <message>
            <source>modified</source>
            <translation>수정됨</translation>
        </message>
        <message>
            <source>deleted</source>
            <translation>삭제됨</translation>
        </message>
        <message>
            <source>file</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>directory</source>
            <translation>디렉터리</translation>
        </message>
        <message>
            <source>symbolic link</source>
            <translation>심볼릭 링크</translation>
        </message>
        <message>
            <source>hard link</source>
            <translation>하드 링크</translation>
        </message>
        <message>
            <source>character device</source>
            <translation>문자 장치</translation>
        </message>
        <message>
            <source>block device</source>
            <translation>블록 장치</translation>
        </message>
        <message>
            <source>named pipe</source>
            <translation>이름 있는 파이프</translation>
        </message>
        <message>
            <source>whiteout</source>
            <translation>화이트아웃</translation>
        </message>
        <message>
            <source>Deleted by {layer}: lower layers still have its bytes.</source>
            <translation>{layer}에서 삭제됨: 아래 레이어에는 아직 있습니다.</translation>
        </message>
        <message>
            <source>A whiteout: hides what lower layers have here.</source>
            <translation>화이트아웃: 아래 레이어에 있는 것을 가립니다.</translation>
        </message>
        <message>
            <source>{kind} from {layer}</source>
            <translation>{kind}, {layer}</translation>
        </message>
        <message>
            <source>the container layer</source>
            <translation>컨테이너 레이어</translation>
        </message>
        <message>
            <source>layer {number}</source>
            <translation>레이어 {number}</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>Matching paths</source>
            <translation>찾은 경로</translation>
        </message>
        <message>
            <source>the one layer</source>
            <translation>레이어 하나</translation>
        </message>
        <message>
            <source>all {n} layers</source>
            <translation>레이어 {n}개 모두</translation>
        </message>
        <message>
            <source>container layer</source>
            <translation>컨테이너 레이어</translation>
        </message>
        <message>
            <source>up to layer {number}</source>
            <translation>레이어 {number}까지</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>찾는 중…</translation>
        </message>
        <message>
            <source>{n} path matches</source>
            <translation>경로 {n}개</translation>
        </message>
        <message>
            <source>{n} paths match</source>
            <translation>경로 {n}개</translation>
        </message>
        <message>
            <source>The first {n} matches; type more</source>
            <translation>처음 {n}개만 표시합니다. 더 입력하세요</translation>
        </message>
        <message>
            <source>Show deleted files</source>
            <translation>지워진 파일 보기</translation>
        </message>
        <message>
            <source>Show what was deleted: lower layers still have it (Ctrl+H)</source>
            <translation>지워진 것을 보입니다. 아래 레이어에는 아직 있습니다 (Ctrl+H)</translation>
        </message>
        <message>
            <source>Mer&amp;ged</source>
            <translation>합친 결과(&amp;G)</translation>
        </message>
        <message>
            <source>What is seen with all layers up to the chosen one (Alt+G)</source>
            <translation>고른 레이어까지 모두 합쳐 보이는 것 (Alt+G)</translation>
        </message>
        <message>
            <source>This &amp;layer</source>
            <translation>이 레이어만(&amp;L)</translation>
        </message>
        <message>
            <source>The entries of the chosen layer's own tar (Alt+L)</source>
            <translation>고른 레이어의 tar에 든 항목 (Alt+L)</translation>
        </message>
        <message>
            <source>Cha&amp;nges</source>
            <translation>변경(&amp;N)</translation>
        </message>
        <message>
            <source>What the chosen layer added, modified and deleted (Alt+N)</source>
            <translation>고른 레이어가 더하고, 고치고, 지운 것 (Alt+N)</translation>
        </message>
        <message>
            <source>Mounted: {mount}</source>
            <translation>마운트: {mount}</translation>
        </message>
        <message>
            <source>as of edit {number}</source>
            <translation>편집 {number}까지</translation>
        </message>
        <message>
            <source>Changes as a list</source>
            <translation>변경을 목록으로</translation>
        </message>
        <message>
            <source>The changes as a list, or as a tree (Ctrl+Shift+T)</source>
            <translation>변경을 목록이나 트리로 봅니다 (Ctrl+Shift+T)</translation>
        </message>
        <message>
            <source>Show what is mounted</source>
            <translation>마운트된 것 보기</translation>
        </message>
        <message>
            <source>Show what is mounted; without, what the mounts cover is seen (Ctrl+Shift+H)</source>
            <translation>마운트된 것을 봅니다. 끄면 마운트가 가린 것을 봅니다 (Ctrl+Shift+H)</translation>
        </message>
        <message>
            <source>{name} (deleted)</source>
            <translation>{name} (삭제됨)</translation>
        </message>
        <message>
            <source>mounted</source>
            <translation>마운트됨</translation>
        </message>
        <message>
            <source>No path matches: type less, or a pattern such as *.conf</source>
            <translation>맞는 경로가 없습니다. 더 짧게, 또는 *.conf 같은 패턴을 입력하세요</translation>
        </message>
        <message>
            <source>Show all files</source>
            <translation>모든 파일 보기</translation>
        </message>
        <message>
            <source>No files</source>
            <translation>파일 없음</translation>
        </message>
        <message>
            <source>Nothing is in it yet.</source>
            <translation>아직 아무것도 들어 있지 않습니다.</translation>
        </message>
        <message>
            <source>The container layer is empty</source>
            <translation>컨테이너 레이어가 비어 있습니다</translation>
        </message>
        <message>
            <source>Edit, add or delete a file: what then is in the layer is shown here.</source>
            <translation>파일을 고치거나 더하거나 지우면 레이어에 생긴 것이 여기에 보입니다.</translation>
        </message>
        <message>
            <source>The layer has no files</source>
            <translation>이 레이어에는 파일이 없습니다</translation>
        </message>
        <message>
            <source>Its instruction changed none. Choose another layer.</source>
            <translation>이 레이어의 명령은 파일을 바꾸지 않았습니다. 다른 레이어를 고르세요.</translation>
        </message>
        <message>
            <source>The layer changes no files</source>
            <translation>이 레이어는 파일을 바꾸지 않습니다</translation>
        </message>
        <message>
            <source>What is below it stays as it is. Choose another layer.</source>
            <translation>아래에 있는 것이 그대로 남습니다. 다른 레이어를 고르세요.</translation>
        </message>
    </context>
    <context>
        <name>Form</name>
        <message>
            <source>Repository and tag; without one the image has an ID only.</source>
            <translation>리포지토리와 태그. 비워 두면 이미지에 ID만 있습니다.</translation>
        </message>
        <message>
            <source>&amp;Name and tag</source>
            <translation>이름과 태그(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Message</source>
            <translation>메시지(&amp;M)</translation>
        </message>
    </context>
    <context>
        <name>Glossary</name>
        <message>
            <source>image</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>An image is a list of layers and the settings to run them; it never changes.</source>
            <translation>이미지는 레이어의 목록과 그것을 실행할 설정이며, 결코 바뀌지 않습니다.</translation>
        </message>
        <message>
            <source>An image is what containers are made of: layers that hold the files, a config that says how to run them, and a manifest that lists both. Its parts are named by their digests, so an image can't change: another content is another image.</source>
            <translation>이미지는 컨테이너의 바탕입니다. 파일을 담은 레이어, 실행 방법을 적은 설정, 이 둘을 나열한 매니페스트로 이루어집니다. 각 부분을 다이제스트로 부르므로 이미지는 바뀔 수 없습니다. 내용이 다르면 다른 이미지입니다.</translation>
        </message>
        <message>
            <source>image ID</source>
            <translation>이미지 ID</translation>
        </message>
        <message>
            <source>An image ID is the digest of the image's config.</source>
            <translation>이미지 ID는 이미지 설정의 다이제스트입니다.</translation>
        </message>
        <message>
            <source>The image ID is the SHA-256 of the config, and the config lists the diff ID of every layer. So the ID is the same wherever the image goes, however its layers are compressed on the way.</source>
            <translation>이미지 ID는 설정의 SHA-256 값이고, 설정에는 모든 레이어의 diff ID가 있습니다. 그래서 옮기는 동안 레이어를 어떻게 압축하든 ID는 같습니다.</translation>
        </message>
        <message>
            <source>manifest</source>
            <translation>매니페스트</translation>
        </message>
        <message>
            <source>A manifest lists an image's config and layers, each by its digest and size.</source>
            <translation>매니페스트는 이미지의 설정과 레이어를 다이제스트와 크기로 나열합니다.</translation>
        </message>
        <message>
            <source>The manifest is the short JSON document that a registry hands out first. It has one descriptor for the config and one for each layer, base first; whoever pulls fetches what it lists and does not have yet.</source>
            <translation>매니페스트는 레지스트리가 가장 먼저 내주는 짧은 JSON 문서입니다. 설정의 디스크립터 하나와 각 레이어의 디스크립터가 바닥부터 차례로 있습니다. 내려받는 쪽은 여기 적힌 것 가운데 아직 없는 것만 가져옵니다.</translation>
        </message>
        <message>
            <source>index</source>
            <translation>인덱스</translation>
        </message>
        <message>
            <source>An index lists several manifests, mostly one for each platform.</source>
            <translation>인덱스는 매니페스트 여러 개를 나열하며, 보통 플랫폼마다 하나입니다.</translation>
        </message>
        <message>
            <source>An index lets one name stand for several images: one for each platform, and things that belong to them, such as attestations. A client picks the manifest of its own platform.</source>
            <translation>인덱스 덕분에 이름 하나가 여러 이미지를 가리킬 수 있습니다. 플랫폼마다 이미지가 하나씩 있고, 증명처럼 딸린 것도 있습니다. 클라이언트는 자기 플랫폼의 매니페스트를 고릅니다.</translation>
        </message>
        <message>
            <source>config</source>
            <translation>설정</translation>
        </message>
        <message>
            <source>A config says how an image is run, and lists its layers by their diff IDs.</source>
            <translation>설정은 이미지를 실행하는 방법을 적고, 레이어를 diff ID로 나열합니다.</translation>
        </message>
        <message>
            <source>The config is a JSON document with the command, the environment, the user and the working directory, with the history, and with the diff ID of each layer. Its digest is the image ID.</source>
            <translation>설정은 명령, 환경 변수, 사용자, 작업 디렉터리와 이력, 그리고 각 레이어의 diff ID를 담은 JSON 문서입니다. 그 다이제스트가 이미지 ID입니다.</translation>
        </message>
        <message>
            <source>history</source>
            <translation>이력</translation>
        </message>
        <message>
            <source>The history says which instruction made each layer.</source>
            <translation>이력은 어떤 명령이 각 레이어를 만들었는지 알려 줍니다.</translation>
        </message>
        <message>
            <source>The config has a line of history for each step of the build, in the order of the layers. A step that changed no file, such as ENV, has a line but no layer of its own: an empty layer.</source>
            <translation>설정에는 빌드의 단계마다 이력이 한 줄씩 레이어 순서대로 있습니다. ENV처럼 파일을 바꾸지 않은 단계에는 줄만 있고 레이어는 없습니다(empty layer).</translation>
        </message>
        <message>
            <source>platform</source>
            <translation>플랫폼</translation>
        </message>
        <message>
            <source>A platform is the operating system and the processor that an image is for.</source>
            <translation>플랫폼은 이미지가 돌아갈 운영 체제와 프로세서입니다.</translation>
        </message>
        <message>
            <source>It is written as os/architecture[/variant], such as linux/arm64. An index names the platform of each of its manifests.</source>
            <translation>linux/arm64처럼 os/architecture[/variant]로 씁니다. 인덱스는 매니페스트마다 플랫폼을 적어 둡니다.</translation>
        </message>
        <message>
            <source>digest</source>
            <translation>다이제스트</translation>
        </message>
        <message>
            <source>A digest is the fingerprint of bytes: the same bytes have the same, others another.</source>
            <translation>다이제스트는 바이트의 지문입니다. 같은 바이트면 같고, 다르면 다릅니다.</translation>
        </message>
        <message>
            <source>A digest such as sha256:e3b0… is computed from the bytes of a blob as it is stored, mostly compressed. It is name and check at once: whoever has the digest can tell whether the bytes are right. Of the uncompressed tar it is called the diff ID.</source>
            <translation>sha256:e3b0… 같은 다이제스트는 저장된 그대로의, 보통은 압축된 블롭의 바이트로 계산합니다. 이름이면서 검사이기도 합니다. 다이제스트를 알면 바이트가 맞는지 확인할 수 있습니다. 압축을 푼 tar의 값은 diff ID라고 합니다.</translation>
        </message>
        <message>
            <source>descriptor</source>
            <translation>디스크립터</translation>
        </message>
        <message>
            <source>A descriptor points to a blob: its media type, its digest and its size.</source>
            <translation>디스크립터는 블롭을 가리킵니다. 미디어 타입, 다이제스트, 크기를 적습니다.</translation>
        </message>
        <message>
            <source>Documents of an image refer to each other by descriptors only. With the size and the digest a reader knows what to expect before it reads.</source>
            <translation>이미지의 문서들은 오직 디스크립터로 서로를 가리킵니다. 크기와 다이제스트가 있으므로 읽기 전에 무엇이 올지 알 수 있습니다.</translation>
        </message>
        <message>
            <source>media type</source>
            <translation>미디어 타입</translation>
        </message>
        <message>
            <source>A media type says what a blob is, and how it is compressed.</source>
            <translation>미디어 타입은 블롭이 무엇이고 어떻게 압축되었는지 알려 줍니다.</translation>
        </message>
        <message>
            <source>Each descriptor bears one, such as application/vnd.oci.image.layer.v1.tar+gzip. Docker has names of its own for the same things; both are read.</source>
            <translation>디스크립터마다 application/vnd.oci.image.layer.v1.tar+gzip 같은 미디어 타입이 있습니다. Docker는 같은 것에 다른 이름을 쓰며, 둘 다 읽을 수 있습니다.</translation>
        </message>
        <message>
            <source>blob</source>
            <translation>블롭</translation>
        </message>
        <message>
            <source>A blob is a piece of data that is stored once, under its digest.</source>
            <translation>블롭은 다이제스트를 이름으로 한 번만 저장되는 데이터 조각입니다.</translation>
        </message>
        <message>
            <source>Layers, configs and manifests are blobs. Two images with the same layer have the same blob: it is stored once and sent once.</source>
            <translation>레이어, 설정, 매니페스트가 블롭입니다. 같은 레이어를 쓰는 두 이미지는 같은 블롭을 쓰므로 한 번만 저장하고 한 번만 보냅니다.</translation>
        </message>
        <message>
            <source>artifact</source>
            <translation>아티팩트</translation>
        </message>
        <message>
            <source>An artifact is kept like an image, but is none: a signature, a chart, a list of parts.</source>
            <translation>아티팩트는 이미지처럼 보관되지만 이미지가 아닌 것입니다. 서명, 차트, 부품 목록 등입니다.</translation>
        </message>
        <message>
            <source>A manifest may list blobs that are no layers of a file system. What they are is told by the artifact type; whom they speak of, by the subject.</source>
            <translation>매니페스트는 파일 시스템의 레이어가 아닌 블롭도 나열할 수 있습니다. 무엇인지는 아티팩트 타입이, 무엇에 대한 것인지는 subject가 알려 줍니다.</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>A layer is a tar of what one step changed; it never changes afterwards.</source>
            <translation>레이어는 한 단계에서 바뀐 것을 담은 tar이며, 그 뒤로는 결코 바뀌지 않습니다.</translation>
        </message>
        <message>
            <source>A layer holds the files that a step added or modified, whole, and a whiteout for each that it deleted. Laid over one another the layers give the file system: what lies higher hides what lies below, but does not take its bytes away.</source>
            <translation>레이어에는 한 단계에서 더하거나 고친 파일이 통째로, 지운 파일은 화이트아웃으로 들어 있습니다. 레이어를 차곡차곡 겹치면 파일 시스템이 됩니다. 위에 있는 것이 아래 것을 가리지만, 아래의 바이트가 없어지지는 않습니다.</translation>
        </message>
        <message>
            <source>diff ID</source>
            <translation>diff ID</translation>
        </message>
        <message>
            <source>A diff ID is the digest of a layer's tar, uncompressed.</source>
            <translation>diff ID는 압축을 푼 레이어 tar의 다이제스트입니다.</translation>
        </message>
        <message>
            <source>The digest in the manifest changes with the compression; the diff ID in the config does not. It tells that two layers are the same, and whether one was unpacked right.</source>
            <translation>매니페스트의 다이제스트는 압축에 따라 달라지지만 설정의 diff ID는 그대로입니다. 두 레이어가 같은지, 제대로 풀렸는지 알려 줍니다.</translation>
        </message>
        <message>
            <source>chain ID</source>
            <translation>chain ID</translation>
        </message>
        <message>
            <source>A chain ID names a layer together with all below it.</source>
            <translation>chain ID는 한 레이어와 그 아래 전부를 함께 가리키는 이름입니다.</translation>
        </message>
        <message>
            <source>It is the digest of the chain ID below and the layer's diff ID. The same layer on another base has another chain ID: what is seen differs, too.</source>
            <translation>아래쪽 chain ID와 이 레이어의 diff ID를 이어 계산한 다이제스트입니다. 같은 레이어라도 바닥이 다르면 chain ID가 다릅니다. 보이는 모습도 다르기 때문입니다.</translation>
        </message>
        <message>
            <source>whiteout</source>
            <translation>화이트아웃</translation>
        </message>
        <message>
            <source>A whiteout is an empty file in a layer that says: the file below is deleted.</source>
            <translation>화이트아웃은 아래의 파일이 지워졌음을 알리는, 레이어 안의 빈 파일입니다.</translation>
        </message>
        <message>
            <source>A layer can't take bytes out of the layers below. To delete a file it has an empty one named .wh. and the name, which hides it. The file is no longer seen, but the image is not smaller.</source>
            <translation>레이어는 아래 레이어에서 바이트를 빼낼 수 없습니다. 파일을 지우려면 이름 앞에 .wh.를 붙인 빈 파일을 두어 가립니다. 파일은 보이지 않게 되지만 이미지가 작아지지는 않습니다.</translation>
        </message>
        <message>
            <source>opaque whiteout</source>
            <translation>불투명 화이트아웃</translation>
        </message>
        <message>
            <source>An opaque whiteout in a directory hides all that lower layers have in it.</source>
            <translation>불투명 화이트아웃은 아래 레이어가 그 디렉터리에 가진 것을 모두 가립니다.</translation>
        </message>
        <message>
            <source>It is an empty file named .wh..wh..opq. A directory that was deleted and made anew has one: of the old content nothing is seen, what this layer puts in is.</source>
            <translation>이름이 .wh..wh..opq인 빈 파일입니다. 디렉터리를 지우고 새로 만들면 생깁니다. 옛 내용은 하나도 보이지 않고, 이 레이어가 넣은 것만 보입니다.</translation>
        </message>
        <message>
            <source>changeset</source>
            <translation>변경 집합</translation>
        </message>
        <message>
            <source>A changeset is what one layer adds, modifies and deletes.</source>
            <translation>변경 집합은 한 레이어가 더하고, 고치고, 지우는 것입니다.</translation>
        </message>
        <message>
            <source>Added is marked +, modified ~, deleted −. A file of which only the mode was changed is in the layer as a whole: a layer knows whole files only.</source>
            <translation>더한 것은 +, 고친 것은 ~, 지운 것은 −로 표시합니다. 권한만 바꾼 파일도 통째로 레이어에 들어갑니다. 레이어에는 파일이 통째로만 들어갑니다.</translation>
        </message>
        <message>
            <source>lower</source>
            <translation>하위</translation>
        </message>
        <message>
            <source>The lower layers are those below: read only, shared by all who use them.</source>
            <translation>하위(lower) 레이어는 아래에 놓인, 읽기 전용이며 함께 쓰는 레이어입니다.</translation>
        </message>
        <message>
            <source>Overlayfs lays one upper directory over several lower ones. A container's lower layers are those of its image; a thousand containers of it have them once.</source>
            <translation>overlayfs는 상위 디렉터리 하나를 여러 하위 디렉터리 위에 얹습니다. 컨테이너의 하위 레이어는 이미지의 레이어입니다. 컨테이너가 천 개라도 한 벌뿐입니다.</translation>
        </message>
        <message>
            <source>upper</source>
            <translation>상위</translation>
        </message>
        <message>
            <source>The upper directory takes all writes: it is the container layer.</source>
            <translation>상위(upper) 디렉터리는 모든 쓰기를 받습니다. 곧 컨테이너 레이어입니다.</translation>
        </message>
        <message>
            <source>What a container changes goes into its upper directory, as whole files and whiteouts. Here it is a plain directory on your disk, which you can open.</source>
            <translation>컨테이너가 바꾸는 것은 통째의 파일과 화이트아웃으로 상위 디렉터리에 들어갑니다. 여기서는 디스크의 보통 디렉터리라서 직접 열어 볼 수 있습니다.</translation>
        </message>
        <message>
            <source>merged</source>
            <translation>병합</translation>
        </message>
        <message>
            <source>The merged view is what is seen: all layers over one another.</source>
            <translation>병합(merged) 보기는 모든 레이어를 겹쳐 보이는 모습입니다.</translation>
        </message>
        <message>
            <source>For each path the highest layer that has it answers; directories of several layers are joined. A container sees the merged view, and nothing of the layers.</source>
            <translation>경로마다 그것을 가진 가장 높은 레이어가 답합니다. 여러 레이어에 있는 디렉터리는 합쳐집니다. 컨테이너는 병합된 모습만 볼 뿐 레이어는 보지 못합니다.</translation>
        </message>
        <message>
            <source>hard link</source>
            <translation>하드 링크</translation>
        </message>
        <message>
            <source>A hard link is a second name of the same file.</source>
            <translation>하드 링크는 같은 파일의 두 번째 이름입니다.</translation>
        </message>
        <message>
            <source>In a layer's tar the second name refers to the first and has no bytes. Once a container writes to one of them, that one is copied up alone, and the two part.</source>
            <translation>레이어의 tar에서 두 번째 이름은 첫 번째를 가리킬 뿐 바이트가 없습니다. 컨테이너가 그중 하나에 쓰면 그것만 위로 복사되어 둘은 갈라집니다.</translation>
        </message>
        <message>
            <source>symbolic link</source>
            <translation>심볼릭 링크</translation>
        </message>
        <message>
            <source>A symbolic link is a file that holds the path of another.</source>
            <translation>심볼릭 링크는 다른 경로를 담은 파일입니다.</translation>
        </message>
        <message>
            <source>It may lead into another layer, or nowhere. Paths are looked up from the container's root, never from that of the host.</source>
            <translation>다른 레이어로 이어지거나 아무 데로도 이어지지 않을 수 있습니다. 경로는 호스트가 아니라 컨테이너의 루트에서 찾습니다.</translation>
        </message>
        <message>
            <source>mode and owner</source>
            <translation>권한과 소유자</translation>
        </message>
        <message>
            <source>The mode says who may read, write and execute a file; the owner is a number.</source>
            <translation>권한은 누가 파일을 읽고 쓰고 실행할 수 있는지, 소유자는 누구인지를 숫자로 정합니다.</translation>
        </message>
        <message>
            <source>A layer keeps mode, user and group of each entry as numbers; names are the business of the image's own /etc/passwd. Another mode or owner is a change of the file: it is copied up whole.</source>
            <translation>레이어는 항목마다 권한, 사용자, 그룹을 숫자로 보관합니다. 이름은 이미지 안의 /etc/passwd가 정합니다. 권한이나 소유자를 바꾸는 것도 파일의 변경이어서 통째로 위로 복사됩니다.</translation>
        </message>
        <message>
            <source>container</source>
            <translation>컨테이너</translation>
        </message>
        <message>
            <source>A container is an image with a thin writable layer over it, and a command.</source>
            <translation>컨테이너는 이미지 위에 얇은 쓰기 레이어를 얹고 명령을 실행하는 것입니다.</translation>
        </message>
        <message>
            <source>Nothing of the image is copied when a container is made: it gets an empty layer of its own, and its settings. That is why it takes no time and no room, however big the image.</source>
            <translation>컨테이너를 만들 때 이미지에서 복사하는 것은 없습니다. 빈 레이어와 설정만 생깁니다. 그래서 이미지가 아무리 커도 순식간이고 자리도 차지하지 않습니다.</translation>
        </message>
        <message>
            <source>container layer</source>
            <translation>컨테이너 레이어</translation>
        </message>
        <message>
            <source>The container layer is the only one that can be written; it goes with its container.</source>
            <translation>컨테이너 레이어는 쓸 수 있는 단 하나의 레이어이며, 컨테이너와 함께 사라집니다.</translation>
        </message>
        <message>
            <source>All that is written in a container goes here, the image below stays as it is. When the container is removed the layer goes, too; commit makes an image of it, a volume keeps files outside.</source>
            <translation>컨테이너 안에서 쓴 것은 모두 여기로 들어가고 아래의 이미지는 그대로입니다. 컨테이너를 삭제하면 이 레이어도 사라집니다. 커밋하면 이미지가 되고, 볼륨에 두면 밖에 남습니다.</translation>
        </message>
        <message>
            <source>copy-on-write</source>
            <translation>쓰기 시 복사</translation>
        </message>
        <message>
            <source>Copy-on-write: all share one copy until somebody writes.</source>
            <translation>쓰기 시 복사는 누군가 쓰기 전까지 모두 한 벌을 함께 쓰는 방식입니다.</translation>
        </message>
        <message>
            <source>Containers read the files of their image where they are. Only the first write to a file makes a copy, in the container layer: the copy-up.</source>
            <translation>컨테이너는 이미지의 파일을 있는 자리에서 읽습니다. 어떤 파일에 처음 쓸 때에만 컨테이너 레이어에 복사본을 만듭니다. 이것이 카피업입니다.</translation>
        </message>
        <message>
            <source>copy-up</source>
            <translation>카피업</translation>
        </message>
        <message>
            <source>Copy-up: before the first write a file is copied whole from its layer into the container layer.</source>
            <translation>카피업은 파일에 처음 쓰기 전에 그 파일을 통째로 컨테이너 레이어에 복사하는 일입니다.</translation>
        </message>
        <message>
            <source>One byte at the end of a file of 1 GB copies 1 GB. First the directories on the way are made, then mode, owner and times are taken along, then the data; only then is written. The file below stays as it was.</source>
            <translation>1 GB 파일 끝에 한 바이트만 더해도 1 GB를 복사합니다. 먼저 가는 길의 디렉터리를 만들고, 권한과 소유자와 시각을, 그다음 내용을 옮긴 뒤에야 씁니다. 아래의 파일은 그대로입니다.</translation>
        </message>
        <message>
            <source>commit</source>
            <translation>커밋</translation>
        </message>
        <message>
            <source>A commit makes an image of a container: its layer is sealed as the newest one.</source>
            <translation>커밋은 컨테이너로 이미지를 만듭니다. 그 레이어가 맨 위 레이어로 봉인됩니다.</translation>
        </message>
        <message>
            <source>The container layer becomes a tar with a digest of its own, the config gets one more line of history. The layers below are not copied: the new image names the same ones.</source>
            <translation>컨테이너 레이어는 자기 다이제스트를 가진 tar가 되고, 설정에는 이력이 한 줄 늘어납니다. 아래 레이어는 복사하지 않고 새 이미지가 같은 것을 가리킵니다.</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>볼륨</translation>
        </message>
        <message>
            <source>A volume is a directory outside of all layers; it stays when the container goes.</source>
            <translation>볼륨은 모든 레이어 밖에 있는 디렉터리로, 컨테이너가 사라져도 남습니다.</translation>
        </message>
        <message>
            <source>What a container writes to where a volume is mounted goes into the volume and not into its layer: it is not copied up, not committed, and not removed with the container.</source>
            <translation>볼륨이 마운트된 곳에 쓴 것은 레이어가 아니라 볼륨으로 들어갑니다. 카피업도, 커밋도 되지 않고, 컨테이너를 삭제해도 남습니다.</translation>
        </message>
        <message>
            <source>mount</source>
            <translation>마운트</translation>
        </message>
        <message>
            <source>A mount puts a directory at a path; what the layers have there is covered.</source>
            <translation>마운트는 어떤 경로에 디렉터리를 얹습니다. 레이어가 거기 가진 것은 가려집니다.</translation>
        </message>
        <message>
            <source>Below a mount neither the image nor the container layer is seen: the volume or the host's directory answers instead. What is covered is still there.</source>
            <translation>마운트 아래에서는 이미지도 컨테이너 레이어도 보이지 않고 볼륨이나 호스트의 디렉터리가 대신 답합니다. 가려진 것은 그대로 있습니다.</translation>
        </message>
        <message>
            <source>bind mount</source>
            <translation>바인드 마운트</translation>
        </message>
        <message>
            <source>A bind mount shows a directory of the host in the container.</source>
            <translation>바인드 마운트는 호스트의 디렉터리를 컨테이너에 보여 줍니다.</translation>
        </message>
        <message>
            <source>Both see the same files at once: what the container writes there is on the host's disk, under the host's rules.</source>
            <translation>양쪽이 같은 파일을 동시에 봅니다. 컨테이너가 거기 쓴 것은 호스트의 디스크에 있으며 호스트의 규칙을 따릅니다.</translation>
        </message>
        <message>
            <source>edit</source>
            <translation>편집</translation>
        </message>
        <message>
            <source>An edit is one change of a container that can be taken back.</source>
            <translation>편집은 되돌릴 수 있는, 컨테이너의 변경 하나입니다.</translation>
        </message>
        <message>
            <source>Layerlab keeps each change of a container, by mouse or by a command, with the steps that it took: the directories made, the copy-up, the write. The history lists them; any can be gone back to, none is lost.</source>
            <translation>Layerlab은 마우스로 했든 명령으로 했든 컨테이너의 변경을 하나하나 단계와 함께 보관합니다. 디렉터리 만들기, 카피업, 쓰기가 그 단계입니다. 편집 기록에서 어느 편집으로든 갈 수 있고 잃는 것은 없습니다.</translation>
        </message>
        <message>
            <source>runner</source>
            <translation>실행기</translation>
        </message>
        <message>
            <source>A runner is what runs a command in a container: the built-in shell or Linux itself.</source>
            <translation>실행기는 컨테이너 안의 명령을 실행하는 것으로, 내장 셸이거나 리눅스입니다.</translation>
        </message>
        <message>
            <source>The built-in shell has its own tools and works on every system. The Linux runner runs the image's own programs, in namespaces of your user. Which one ran is always told.</source>
            <translation>내장 셸은 자체 도구를 갖추어 어느 시스템에서나 됩니다. 리눅스 실행기는 이미지 안의 프로그램을 사용자의 네임스페이스에서 실행합니다. 무엇으로 실행했는지 늘 알려 줍니다.</translation>
        </message>
        <message>
            <source>reference</source>
            <translation>참조</translation>
        </message>
        <message>
            <source>A reference is the full name of an image: registry, repository, and tag or digest.</source>
            <translation>참조는 레지스트리, 리포지토리, 태그나 다이제스트로 된 이미지의 온전한 이름입니다.</translation>
        </message>
        <message>
            <source>nginx:1 is short for docker.io/library/nginx:1. A name with a tag may stand for another image tomorrow; one with a digest never does.</source>
            <translation>nginx:1은 docker.io/library/nginx:1을 줄인 것입니다. 태그가 붙은 이름은 내일 다른 이미지를 가리킬 수 있지만, 다이제스트가 붙은 이름은 그렇지 않습니다.</translation>
        </message>
        <message>
            <source>tag</source>
            <translation>태그</translation>
        </message>
        <message>
            <source>A tag is a name that can be moved from one image to another.</source>
            <translation>태그는 한 이미지에서 다른 이미지로 옮길 수 있는 이름입니다.</translation>
        </message>
        <message>
            <source>An image may have many tags, or none. To tag costs nothing: only the name is written, the image is not copied.</source>
            <translation>이미지에는 태그가 여럿 있을 수도, 없을 수도 있습니다. 태그를 붙여도 이름만 적을 뿐 이미지는 복사하지 않습니다.</translation>
        </message>
        <message>
            <source>repository</source>
            <translation>리포지토리</translation>
        </message>
        <message>
            <source>A repository is a collection of images under one name, told apart by tags.</source>
            <translation>리포지토리는 한 이름 아래 모인, 태그로 구별되는 이미지들입니다.</translation>
        </message>
        <message>
            <source>In nginx:1 the repository is nginx, in full docker.io/library/nginx. A registry has many of them.</source>
            <translation>nginx:1에서 리포지토리는 nginx이고 온전히는 docker.io/library/nginx입니다. 레지스트리에는 리포지토리가 많습니다.</translation>
        </message>
        <message>
            <source>registry</source>
            <translation>레지스트리</translation>
        </message>
        <message>
            <source>A registry is a server that keeps images and hands them out.</source>
            <translation>레지스트리는 이미지를 보관하고 내주는 서버입니다.</translation>
        </message>
        <message>
            <source>It speaks HTTP and knows manifests and blobs. To push sends only those blobs that it lacks, to pull fetches only those that you lack.</source>
            <translation>HTTP로 매니페스트와 블롭을 주고받습니다. 올릴 때는 레지스트리에 없는 블롭만, 내려받을 때는 내게 없는 블롭만 오갑니다.</translation>
        </message>
        <message>
            <source>archive</source>
            <translation>아카이브</translation>
        </message>
        <message>
            <source>An archive is one file that holds images, as docker save writes it.</source>
            <translation>아카이브는 docker save가 쓰는 것처럼 이미지를 담은 파일 하나입니다.</translation>
        </message>
        <message>
            <source>Docker's own form and the OCI image layout are read alike. Layerlab opens an archive in place: only headers are read before you see the files.</source>
            <translation>Docker의 형식과 OCI 이미지 레이아웃을 똑같이 읽습니다. Layerlab은 아카이브를 그 자리에서 엽니다. 헤더만 읽고 바로 파일을 보여 줍니다.</translation>
        </message>
        <message>
            <source>store</source>
            <translation>저장소</translation>
        </message>
        <message>
            <source>The store is the directory where Layerlab keeps images, containers and volumes.</source>
            <translation>저장소는 Layerlab이 이미지, 컨테이너, 볼륨을 보관하는 디렉터리입니다.</translation>
        </message>
        <message>
            <source>It is an OCI image layout, so that other tools can read it: each blob is a file named by its digest. What is shared by several images is there once.</source>
            <translation>OCI 이미지 레이아웃이라서 다른 도구로도 읽을 수 있습니다. 블롭마다 다이제스트를 이름으로 하는 파일이 하나씩 있고, 여러 이미지가 함께 쓰는 것은 한 번만 있습니다.</translation>
        </message>
        <message>
            <source>build context</source>
            <translation>빌드 컨텍스트</translation>
        </message>
        <message>
            <source>The build context is the directory whose files a Dockerfile can copy.</source>
            <translation>빌드 컨텍스트는 Dockerfile이 복사할 수 있는 파일들이 있는 디렉터리입니다.</translation>
        </message>
        <message>
            <source>COPY and ADD see the context and nothing else of the disk; .dockerignore takes files out. A file that changes there may break the build cache.</source>
            <translation>COPY와 ADD는 디스크에서 이 컨텍스트만 봅니다. .dockerignore로 뺄 수 있습니다. 여기서 파일이 바뀌면 빌드 캐시를 쓰지 못할 수 있습니다.</translation>
        </message>
        <message>
            <source>build cache</source>
            <translation>빌드 캐시</translation>
        </message>
        <message>
            <source>The build cache has the layer of each step, to be used again where nothing changed.</source>
            <translation>빌드 캐시는 단계마다의 레이어를 보관해, 바뀐 것이 없으면 다시 씁니다.</translation>
        </message>
        <message>
            <source>A step is taken from the cache if its instruction, the files that it copies and all steps before it are the same. From the first that differs on, all are run again: put what changes often last.</source>
            <translation>명령과 복사하는 파일, 그리고 앞의 단계가 모두 같으면 캐시에서 가져옵니다. 처음 달라진 단계부터는 모두 다시 실행합니다. 자주 바뀌는 것은 뒤에 두세요.</translation>
        </message>
        <message>
            <source>F1: glossary</source>
            <translation>F1: 용어집</translation>
        </message>
        <message>
            <source>Glossary</source>
            <translation>용어집</translation>
        </message>
        <message>
            <source>Find a term</source>
            <translation>용어 찾기</translation>
        </message>
        <message>
            <source>Part of a term, in either language</source>
            <translation>용어의 일부. 한국어나 영어로</translation>
        </message>
        <message>
            <source>Terms</source>
            <translation>용어</translation>
        </message>
        <message>
            <source>No term has this word. Try a shorter one.</source>
            <translation>이 말이 있는 용어가 없습니다. 더 짧게 입력해 보세요.</translation>
        </message>
        <message>
            <source>What the term means</source>
            <translation>용어의 뜻</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>뒤로(&amp;B)</translation>
        </message>
        <message>
            <source>To the term before (Alt+Left)</source>
            <translation>앞서 보던 용어로 (Alt+Left)</translation>
        </message>
        <message>
            <source>Source: {source}</source>
            <translation>출처: {source}</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Edit</source>
            <translation>편집</translation>
        </message>
        <message>
            <source>What was done</source>
            <translation>한 일</translation>
        </message>
        <message>
            <source>Copied up</source>
            <translation>위로 복사</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>씀</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>이름표</translation>
        </message>
        <message>
            <source>By</source>
            <translation>누가</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>시각</translation>
        </message>
        <message>
            <source>all files of the state that it branched from</source>
            <translation>갈라져 나온 상태의 모든 파일</translation>
        </message>
        <message>
            <source>another program</source>
            <translation>다른 프로그램</translation>
        </message>
        <message>
            <source>the image: nothing is changed yet</source>
            <translation>이미지: 아직 바뀐 것이 없음</translation>
        </message>
        <message>
            <source>write</source>
            <translation>쓰기</translation>
        </message>
        <message>
            <source>append</source>
            <translation>덧붙이기</translation>
        </message>
        <message>
            <source>truncate</source>
            <translation>자르기</translation>
        </message>
        <message>
            <source>create</source>
            <translation>만들기</translation>
        </message>
        <message>
            <source>make directory</source>
            <translation>디렉터리 만들기</translation>
        </message>
        <message>
            <source>symbolic link</source>
            <translation>심볼릭 링크</translation>
        </message>
        <message>
            <source>hard link</source>
            <translation>하드 링크</translation>
        </message>
        <message>
            <source>rename</source>
            <translation>이름 바꾸기</translation>
        </message>
        <message>
            <source>mode</source>
            <translation>권한</translation>
        </message>
        <message>
            <source>owner</source>
            <translation>소유자</translation>
        </message>
        <message>
            <source>time</source>
            <translation>시각</translation>
        </message>
        <message>
            <source>set attribute</source>
            <translation>속성 설정</translation>
        </message>
        <message>
            <source>remove attribute</source>
            <translation>속성 제거</translation>
        </message>
        <message>
            <source>delete</source>
            <translation>삭제</translation>
        </message>
        <message>
            <source>copy in</source>
            <translation>안으로 복사</translation>
        </message>
        <message>
            <source>command</source>
            <translation>명령</translation>
        </message>
        <message>
            <source>branch</source>
            <translation>갈라짐</translation>
        </message>
        <message>
            <source>changed from outside</source>
            <translation>밖에서 바뀜</translation>
        </message>
        <message>
            <source>now</source>
            <translation>지금</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>취소됨</translation>
        </message>
        <message>
            <source>edit {number}</source>
            <translation>편집 {number}</translation>
        </message>
        <message>
            <source>copied up {size}</source>
            <translation>{size} 위로 복사</translation>
        </message>
        <message>
            <source>History of the container</source>
            <translation>컨테이너의 편집 기록</translation>
        </message>
        <message>
            <source>Choose an edit to see the container as it was after it</source>
            <translation>편집을 고르면 그때의 컨테이너를 봅니다</translation>
        </message>
        <message>
            <source>{name} as of edit {number} of {n}. Nothing is changed by looking.</source>
            <translation>{name}: 편집 {n}개 가운데 {number}까지의 모습. 보기만 해서는 아무것도 바뀌지 않습니다.</translation>
        </message>
        <message>
            <source>{name} before its first edit. Nothing is changed by looking.</source>
            <translation>{name}: 첫 편집 전의 모습. 보기만 해서는 아무것도 바뀌지 않습니다.</translation>
        </message>
        <message>
            <source>Back to now (Esc)</source>
            <translation>지금으로 (Esc)</translation>
        </message>
        <message>
            <source>Show the container as it is</source>
            <translation>컨테이너의 지금 모습을 봅니다</translation>
        </message>
        <message>
            <source>abandoned</source>
            <translation>떠난 가지</translation>
        </message>
        <message>
            <source>first content of the volume</source>
            <translation>볼륨의 첫 내용</translation>
        </message>
        <message>
            <source>built-in shell</source>
            <translation>내장 셸</translation>
        </message>
        <message>
            <source>Linux runner</source>
            <translation>Linux 러너</translation>
        </message>
        <message>
            <source>It can't be undone: what was there before is lost of {paths}</source>
            <translation>취소할 수 없음: 이전 내용이 없는 경로: {paths}</translation>
        </message>
    </context>
    <context>
        <name>Import</name>
        <message>
            <source>Instructions of a Dockerfile, one a line: CMD, ENV, WORKDIR, USER, …</source>
            <translation>Dockerfile 명령을 한 줄에 하나씩: CMD, ENV, WORKDIR, USER, …</translation>
        </message>
        <message>
            <source>&amp;Import</source>
            <translation>가져오기(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Platform</source>
            <translation>플랫폼(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Configuration</source>
            <translation>설정(&amp;C)</translation>
        </message>
        <message>
            <source>Import {name} as an image</source>
            <translation>{name}을(를) 이미지로 가져오기</translation>
        </message>
        <message>
            <source>This is a tar of files, not an image: it has no layers, no history and no configuration. The new image has all of it in one layer.</source>
            <translation>이것은 이미지가 아니라 파일을 담은 tar입니다. 레이어도, 이력도, 설정도 없습니다. 새 이미지는 이 모두를 한 레이어에 담습니다.</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Inspector</source>
            <translation>살펴보기</translation>
        </message>
        <message>
            <source>&amp;Content</source>
            <translation>내용(&amp;C)</translation>
        </message>
        <message>
            <source>Its bytes</source>
            <translation>파일의 바이트</translation>
        </message>
        <message>
            <source>&amp;Meta</source>
            <translation>메타(&amp;M)</translation>
        </message>
        <message>
            <source>Mode, owner, times, attributes</source>
            <translation>권한, 소유자, 시각, 속성</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>History, descriptor, diff ID and chain ID of the layer</source>
            <translation>레이어의 이력, 디스크립터, diff ID, chain ID</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>The image's config and manifest</source>
            <translation>이미지의 config와 manifest</translation>
        </message>
        <message>
            <source>Unsaved change</source>
            <translation>저장하지 않은 변경</translation>
        </message>
        <message>
            <source>Save your change of {path}?</source>
            <translation>{path}의 변경을 저장할까요?</translation>
        </message>
        <message>
            <source>&amp;Diff</source>
            <translation>차이(&amp;D)</translation>
        </message>
        <message>
            <source>What the chosen layer changed of it</source>
            <translation>고른 레이어가 이 파일에서 바꾼 것</translation>
        </message>
        <message>
            <source>Con&amp;tainer</source>
            <translation>상태(&amp;T)</translation>
        </message>
        <message>
            <source>State, main command, environment, mounts</source>
            <translation>상태, 주 명령, 환경 변수, 마운트</translation>
        </message>
        <message>
            <source>JSON: {name}</source>
            <translation>JSON: {name}</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>Everywhere</source>
            <translation>어디서나</translation>
        </message>
        <message>
            <source>To the next control, to the one before</source>
            <translation>다음 컨트롤로, 이전 컨트롤로</translation>
        </message>
        <message>
            <source>The underlined letter of a menu or a button</source>
            <translation>메뉴나 단추의 밑줄 글자</translation>
        </message>
        <message>
            <source>The menu of what is chosen</source>
            <translation>고른 것의 메뉴</translation>
        </message>
        <message>
            <source>Close a dialog, a message, the earlier state</source>
            <translation>대화 상자, 메시지, 이전 상태를 닫기</translation>
        </message>
        <message>
            <source>In lists and trees</source>
            <translation>목록과 트리에서</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>고르기</translation>
        </message>
        <message>
            <source>Unfold, fold</source>
            <translation>펼치기, 접기</translation>
        </message>
        <message>
            <source>Show or open what is chosen</source>
            <translation>고른 것을 보거나 열기</translation>
        </message>
        <message>
            <source>Go to a name by its first letters</source>
            <translation>첫 글자로 이름 찾아가기</translation>
        </message>
        <message>
            <source>In a file's text</source>
            <translation>파일의 텍스트에서</translation>
        </message>
        <message>
            <source>A tabulator, where the text can be edited</source>
            <translation>편집할 수 있는 텍스트에서는 탭 문자</translation>
        </message>
        <message>
            <source>Leave the text</source>
            <translation>텍스트에서 나가기</translation>
        </message>
        <message>
            <source>In the console</source>
            <translation>콘솔에서</translation>
        </message>
        <message>
            <source>Complete what is typed</source>
            <translation>입력한 것을 완성</translation>
        </message>
        <message>
            <source>Earlier lines, later lines</source>
            <translation>이전 줄, 다음 줄</translation>
        </message>
        <message>
            <source>Scroll the output</source>
            <translation>출력 스크롤</translation>
        </message>
        <message>
            <source>Stop the command</source>
            <translation>명령 멈추기</translation>
        </message>
        <message>
            <source>End of input</source>
            <translation>입력의 끝</translation>
        </message>
        <message>
            <source>Clear the output</source>
            <translation>출력 지우기</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>단축키</translation>
        </message>
        <message>
            <source>A key, or what it does</source>
            <translation>키, 또는 하는 일</translation>
        </message>
        <message>
            <source>Find a key</source>
            <translation>단축키 찾기</translation>
        </message>
        <message>
            <source>&amp;Print…</source>
            <translation>인쇄(&amp;P)…</translation>
        </message>
        <message>
            <source>Print the keys</source>
            <translation>단축키 인쇄</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>하는 일</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>키</translation>
        </message>
        <message>
            <source>No key does that. Type less, or another word.</source>
            <translation>그런 일을 하는 키가 없습니다. 더 짧게, 또는 다른 말을 입력하세요.</translation>
        </message>
    </context>
    <context>
        <name>Map</name>
        <message>
            <source>{n} smaller file</source>
            <translation>더 작은 파일 {n}개</translation>
        </message>
        <message>
            <source>{n} smaller files</source>
            <translation>더 작은 파일 {n}개</translation>
        </message>
        <message>
            <source>{files} in {path}</source>
            <translation>{path}의 {files}</translation>
        </message>
        <message>
            <source>{size}, {share} of all</source>
            <translation>{size}, 전체의 {share}</translation>
        </message>
        <message>
            <source>{n} file</source>
            <translation>파일 {n}개</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>파일 {n}개</translation>
        </message>
        <message>
            <source>{size} hidden by upper layers</source>
            <translation>위 레이어가 가린 {size}</translation>
        </message>
        <message>
            <source>the volume</source>
            <translation>볼륨</translation>
        </message>
        <message>
            <source>container layer</source>
            <translation>컨테이너 레이어</translation>
        </message>
        <message>
            <source>layer {number}</source>
            <translation>레이어 {number}</translation>
        </message>
        <message>
            <source>mostly layer {number}</source>
            <translation>대부분 레이어 {number}</translation>
        </message>
        <message>
            <source>Map of the files by size</source>
            <translation>파일 크기 지도</translation>
        </message>
        <message>
            <source>Zoom out to {path}</source>
            <translation>{path}(으)로 넓히기</translation>
        </message>
        <message>
            <source>As boxes in boxes (treemap)</source>
            <translation>상자 속의 상자로(트리맵)</translation>
        </message>
        <message>
            <source>As rings (sunburst)</source>
            <translation>고리로(선버스트)</translation>
        </message>
        <message>
            <source>The files could not be read: nothing to draw</source>
            <translation>파일을 읽지 못해 그릴 것이 없습니다</translation>
        </message>
        <message>
            <source>Choose an image: its files are drawn here by their bytes.</source>
            <translation>이미지를 고르면 파일을 바이트 크기대로 여기에 그립니다.</translation>
        </message>
        <message>
            <source>No bytes in this directory. Choose one above it.</source>
            <translation>이 디렉터리에는 바이트가 없습니다. 위의 디렉터리를 고르세요.</translation>
        </message>
        <message>
            <source>No files with bytes. Choose another layer, or all of them.</source>
            <translation>바이트가 있는 파일이 없습니다. 다른 레이어나 모든 레이어를 고르세요.</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>&amp;Language</source>
            <translation>언어(&amp;L)</translation>
        </message>
        <message>
            <source>As the &amp;system</source>
            <translation>시스템 설정(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>밝게(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>어둡게(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>테마(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>파일(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>편집(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Image and container</source>
            <translation>이미지와 컨테이너(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>보기(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>도움말(&amp;H)</translation>
        </message>
        <message>
            <source>Tool bar</source>
            <translation>도구 모음</translation>
        </message>
        <message>
            <source>Find a path (Ctrl+F)</source>
            <translation>경로 찾기 (Ctrl+F)</translation>
        </message>
        <message>
            <source>Find a path</source>
            <translation>경로 찾기</translation>
        </message>
        <message>
            <source>Part of a name, part of a /path, or a pattern such as *.conf</source>
            <translation>이름의 일부, /경로의 일부, 또는 *.conf 같은 패턴</translation>
        </message>
        <message>
            <source>&amp;High contrast, dark</source>
            <translation>고대비 어둡게(&amp;H)</translation>
        </message>
        <message>
            <source>High &amp;contrast, light</source>
            <translation>고대비 밝게(&amp;C)</translation>
        </message>
    </context>
    <context>
        <name>Message</name>
        <message>
            <source>Copy what a report of this fault needs</source>
            <translation>신고에 필요한 내용을 복사합니다</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>닫기</translation>
        </message>
        <message>
            <source>Dismiss (Esc)</source>
            <translation>닫기 (Esc)</translation>
        </message>
        <message>
            <source>Cop&amp;y details</source>
            <translation>자세한 내용 복사(&amp;Y)</translation>
        </message>
    </context>
    <context>
        <name>Metadata</name>
        <message>
            <source>Path</source>
            <translation>경로</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>종류</translation>
        </message>
        <message>
            <source>{size} ({bytes} bytes)</source>
            <translation>{size} ({bytes}바이트)</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>크기</translation>
        </message>
        <message>
            <source>Link to</source>
            <translation>링크 대상</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>권한</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>소유자</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>수정 시각</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>장치</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>메타데이터</translation>
        </message>
        <message>
            <source>Change mode and o&amp;wner…</source>
            <translation>권한과 소유자 바꾸기(&amp;W)…</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>그룹</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>나머지</translation>
        </message>
        <message>
            <source>that of what it leads to</source>
            <translation>가리키는 대상의 권한을 따릅니다</translation>
        </message>
        <message>
            <source>read</source>
            <translation>읽기</translation>
        </message>
        <message>
            <source>write</source>
            <translation>쓰기</translation>
        </message>
        <message>
            <source>execute</source>
            <translation>실행</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>없음</translation>
        </message>
        <message>
            <source>runs as its owner (setuid)</source>
            <translation>소유자의 권한으로 실행됨(setuid)</translation>
        </message>
        <message>
            <source>runs with its group (setgid)</source>
            <translation>그룹의 권한으로 실행됨(setgid)</translation>
        </message>
        <message>
            <source>only owners may delete in it (sticky)</source>
            <translation>안의 파일은 그 소유자만 지울 수 있음(sticky)</translation>
        </message>
        <message>
            <source>user {user}, group {group}</source>
            <translation>사용자 {user}, 그룹 {group}</translation>
        </message>
        <message>
            <source>Nothing is at this path here. Choose another path or layer.</source>
            <translation>이 경로에는 아무것도 없습니다. 다른 경로나 레이어를 고르세요.</translation>
        </message>
    </context>
    <context>
        <name>Objects</name>
        <message>
            <source>damaged: remove it and load it again</source>
            <translation>손상됨: 지우고 다시 불러오십시오</translation>
        </message>
        <message>
            <source>untagged</source>
            <translation>태그 없음</translation>
        </message>
        <message>
            <source>Opened, not loaded</source>
            <translation>열기만 함</translation>
        </message>
        <message>
            <source>looked at in place</source>
            <translation>저장소에 넣지 않음</translation>
        </message>
        <message>
            <source>{n} layer</source>
            <translation>레이어 {n}개</translation>
        </message>
        <message>
            <source>{n} layers</source>
            <translation>레이어 {n}개</translation>
        </message>
        <message>
            <source>container, {state}</source>
            <translation>컨테이너, {state}</translation>
        </message>
        <message>
            <source>Images and containers</source>
            <translation>이미지와 컨테이너</translation>
        </message>
        <message>
            <source>Images of the store, their containers (Alt+1)</source>
            <translation>저장소의 이미지와 컨테이너 (Alt+1)</translation>
        </message>
        <message>
            <source>{n} not in the file</source>
            <translation>파일에 없음 {n}개</translation>
        </message>
        <message>
            <source>No image: it has no files. Enter shows what it says.</source>
            <translation>이미지가 아니어서 파일이 없습니다. Enter를 누르면 내용을 봅니다.</translation>
        </message>
        <message>
            <source>listed, but not in the file</source>
            <translation>목록에는 있지만 파일에 없습니다</translation>
        </message>
        <message>
            <source>{n} image</source>
            <translation>이미지 {n}개</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>이미지 {n}개</translation>
        </message>
        <message>
            <source>{n} artifact</source>
            <translation>아티팩트 {n}개</translation>
        </message>
        <message>
            <source>{n} artifacts</source>
            <translation>아티팩트 {n}개</translation>
        </message>
        <message>
            <source>Attestation</source>
            <translation>증명(attestation)</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>서명</translation>
        </message>
        <message>
            <source>Helm chart</source>
            <translation>Helm 차트</translation>
        </message>
        <message>
            <source>WebAssembly module</source>
            <translation>WebAssembly 모듈</translation>
        </message>
        <message>
            <source>Artifact</source>
            <translation>아티팩트</translation>
        </message>
        <message>
            <source>incomplete: {missing} is missing</source>
            <translation>불완전: {missing} 없음</translation>
        </message>
        <message>
            <source>{n} missing</source>
            <translation>{n}개 없음</translation>
        </message>
        <message>
            <source>{n} attestation</source>
            <translation>증명 {n}개</translation>
        </message>
        <message>
            <source>{n} attestations</source>
            <translation>증명 {n}개</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>볼륨</translation>
        </message>
        <message>
            <source>anonymous</source>
            <translation>익명</translation>
        </message>
        <message>
            <source>mounted in {names}</source>
            <translation>{names}에 마운트됨</translation>
        </message>
        <message>
            <source>mounted nowhere</source>
            <translation>마운트되지 않음</translation>
        </message>
        <message>
            <source>outlive their containers</source>
            <translation>컨테이너보다 오래 남음</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>not possible now</source>
            <translation>지금은 할 수 없음</translation>
        </message>
        <message>
            <source>on</source>
            <translation>켜짐</translation>
        </message>
        <message>
            <source>off</source>
            <translation>꺼짐</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>사용 중</translation>
        </message>
        <message>
            <source>image</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>container</source>
            <translation>컨테이너</translation>
        </message>
        <message>
            <source>opened archive</source>
            <translation>열린 아카이브</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>볼륨</translation>
        </message>
        <message>
            <source>Layer {number}: {instruction}</source>
            <translation>레이어 {number}: {instruction}</translation>
        </message>
        <message>
            <source>Inspector: {tab}</source>
            <translation>살펴보기: {tab}</translation>
        </message>
        <message>
            <source>action</source>
            <translation>명령</translation>
        </message>
        <message>
            <source>choice</source>
            <translation>선택</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>tab</source>
            <translation>탭</translation>
        </message>
        <message>
            <source>path</source>
            <translation>경로</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>명령 팔레트</translation>
        </message>
        <message>
            <source>An action, a path, an image, a layer…</source>
            <translation>명령, 경로, 이미지, 레이어…</translation>
        </message>
        <message>
            <source>Up and Down choose, Enter does it, Escape closes</source>
            <translation>위아래 화살표로 고르고, Enter로 실행하고, Esc로 닫습니다</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>찾은 것</translation>
        </message>
        <message>
            <source>Looking through the paths…</source>
            <translation>경로를 찾는 중…</translation>
        </message>
        <message>
            <source>{n} found</source>
            <translation>{n}개 찾음</translation>
        </message>
        <message>
            <source>Nothing is called that. Type less, or another word.</source>
            <translation>그런 이름이 없습니다. 더 짧게, 또는 다른 말을 입력하세요.</translation>
        </message>
    </context>
    <context>
        <name>Panes</name>
        <message>
            <source>Console</source>
            <translation>콘솔</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>살펴보기</translation>
        </message>
        <message>
            <source>Show the pane “{name}” ({key})</source>
            <translation>“{name}” 창 보기({key})</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>무대</translation>
        </message>
    </context>
    <context>
        <name>Permissions</name>
        <message>
            <source>Mode and owner of {path}</source>
            <translation>{path}의 권한과 소유자</translation>
        </message>
        <message>
            <source>&amp;Apply</source>
            <translation>적용(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Mode</source>
            <translation>권한(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;User ID</source>
            <translation>사용자 ID(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Group ID</source>
            <translation>그룹 ID(&amp;G)</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>소유자</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>그룹</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>기타</translation>
        </message>
        <message>
            <source>read</source>
            <translation>읽기</translation>
        </message>
        <message>
            <source>write</source>
            <translation>쓰기</translation>
        </message>
        <message>
            <source>execute</source>
            <translation>실행</translation>
        </message>
    </context>
    <context>
        <name>Pictures</name>
        <message>
            <source>page {number} of {pages}</source>
            <translation>{pages}쪽 중 {number}쪽</translation>
        </message>
        <message>
            <source>The first {shown} of {total} rows are drawn.</source>
            <translation>{total}행 가운데 처음 {shown}행을 그렸습니다.</translation>
        </message>
        <message>
            <source>The first {n} rows are drawn.</source>
            <translation>처음 {n}행을 그렸습니다.</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>경로</translation>
        </message>
        <message>
            <source>What is different</source>
            <translation>달라진 점</translation>
        </message>
        <message>
            <source>The whole window</source>
            <translation>창 전체</translation>
        </message>
        <message>
            <source>The layers</source>
            <translation>레이어</translation>
        </message>
        <message>
            <source>The files</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>The inspector</source>
            <translation>살펴보기</translation>
        </message>
        <message>
            <source>The history</source>
            <translation>편집 기록</translation>
        </message>
        <message>
            <source>PNG, an image in pixels</source>
            <translation>PNG, 픽셀 이미지</translation>
        </message>
        <message>
            <source>SVG, sharp at any size</source>
            <translation>SVG, 크기와 상관없이 선명함</translation>
        </message>
        <message>
            <source>PDF, pages for paper</source>
            <translation>PDF, 종이에 맞춘 쪽</translation>
        </message>
        <message>
            <source>&amp;Light colours, as for paper</source>
            <translation>종이에 맞는 밝은 색(&amp;L)</translation>
        </message>
        <message>
            <source>as it fits</source>
            <translation>알맞게</translation>
        </message>
        <message>
            <source>upright</source>
            <translation>세로</translation>
        </message>
        <message>
            <source>across</source>
            <translation>가로</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>미리 보기</translation>
        </message>
        <message>
            <source>&amp;What</source>
            <translation>대상(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Direction</source>
            <translation>방향(&amp;D)</translation>
        </message>
        <message>
            <source>{n} page</source>
            <translation>{n}쪽</translation>
        </message>
        <message>
            <source>{n} pages</source>
            <translation>{n}쪽</translation>
        </message>
        <message>
            <source>Export a picture</source>
            <translation>그림으로 내보내기</translation>
        </message>
        <message>
            <source>&amp;Export</source>
            <translation>내보내기(&amp;E)</translation>
        </message>
        <message>
            <source>File</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>F&amp;ormat</source>
            <translation>형식(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Scale</source>
            <translation>배율(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>파일(&amp;F)</translation>
        </message>
        <message>
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} 픽셀</translation>
        </message>
        <message>
            <source>Replace {name}?</source>
            <translation>{name}: 덮어쓸까요?</translation>
        </message>
        <message>
            <source>It is there already; what it has is lost.</source>
            <translation>이미 있는 파일입니다. 들어 있던 내용은 사라집니다.</translation>
        </message>
        <message>
            <source>&amp;Replace</source>
            <translation>덮어쓰기(&amp;R)</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>인쇄</translation>
        </message>
        <message>
            <source>Preview and &amp;print…</source>
            <translation>미리 보고 인쇄(&amp;P)…</translation>
        </message>
        <message>
            <source>The stage</source>
            <translation>무대</translation>
        </message>
        <message>
            <source>The scene as a strip of stills</source>
            <translation>장면의 연속 그림</translation>
        </message>
        <message>
            <source>An image ends after {n} rows; SVG and PDF have all.</source>
            <translation>이미지에는 {n}행까지만 들어갑니다. SVG와 PDF에는 모두 들어갑니다.</translation>
        </message>
        <message>
            <source>The map of the files</source>
            <translation>파일 지도</translation>
        </message>
        <message>
            <source>In the colours of the screen, as this is drawn from it.</source>
            <translation>화면에서 그대로 가져오므로 화면의 색을 씁니다.</translation>
        </message>
        <message>
            <source>&amp;Copy to the clipboard</source>
            <translation>클립보드에 복사(&amp;C)</translation>
        </message>
        <message>
            <source>Copied.</source>
            <translation>복사했습니다.</translation>
        </message>
        <message>
            <source>Pa&amp;ge</source>
            <translation>용지(&amp;G)</translation>
        </message>
    </context>
    <context>
        <name>Platform</name>
        <message>
            <source>The archive has images for several platforms under one name. The name goes to the one for the platform that is chosen; of all, to the proposed one.</source>
            <translation>이 아카이브에는 한 이름 아래 여러 플랫폼의 이미지가 있습니다. 이름은 고른 플랫폼의 이미지가 갖고, 모두 고르면 제안된 플랫폼의 이미지가 갖습니다.</translation>
        </message>
        <message>
            <source>&amp;Load</source>
            <translation>불러오기(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;All of them</source>
            <translation>모두(&amp;A)</translation>
        </message>
        <message>
            <source>Platform</source>
            <translation>플랫폼</translation>
        </message>
        <message>
            <source>Load {name}</source>
            <translation>{name} 불러오기</translation>
        </message>
        <message>
            <source>{platform} (proposed)</source>
            <translation>{platform} (제안)</translation>
        </message>
    </context>
    <context>
        <name>Progress</name>
        <message>
            <source>Progress</source>
            <translation>진행</translation>
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation>중지(&amp;S)</translation>
        </message>
        <message>
            <source>Stop this work</source>
            <translation>이 작업 중지</translation>
        </message>
        <message>
            <source>Stop; nothing half-done is kept (Alt+S)</source>
            <translation>중지합니다. 하다 만 것은 남지 않습니다 (Alt+S)</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{total} 중 {done}</translation>
        </message>
        <message>
            <source>{n} second left</source>
            <translation>{n}초 남음</translation>
        </message>
        <message>
            <source>{n} seconds left</source>
            <translation>{n}초 남음</translation>
        </message>
    </context>
    <context>
        <name>Projector</name>
        <message>
            <source>The last command</source>
            <translation>마지막 명령</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>나가기</translation>
        </message>
        <message>
            <source>Leave the projector mode (Esc)</source>
            <translation>프로젝터 모드 나가기(Esc)</translation>
        </message>
    </context>
    <context>
        <name>Remove</name>
        <message>
            <source>&amp;Commit it first…</source>
            <translation>먼저 커밋(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Keep files in a volume…</source>
            <translation>파일을 볼륨에 보관(&amp;K)…</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>삭제(&amp;R)</translation>
        </message>
        <message>
            <source>Also its {n} anonymous &amp;volume</source>
            <translation>익명 볼륨 {n}개도 함께(&amp;V)</translation>
        </message>
        <message>
            <source>Also its {n} anonymous &amp;volumes</source>
            <translation>익명 볼륨 {n}개도 함께(&amp;V)</translation>
        </message>
        <message>
            <source>It is running, and will be stopped.</source>
            <translation>실행 중이며, 중지됩니다.</translation>
        </message>
        <message>
            <source>Its layer goes for good: {paths}, {size}, {edits}.</source>
            <translation>레이어가 완전히 사라집니다: {paths}, {size}, {edits}.</translation>
        </message>
        <message>
            <source>Its layer has no changes: nothing is lost.</source>
            <translation>레이어에 변경이 없어 잃는 것이 없습니다.</translation>
        </message>
        <message>
            <source>Named volumes stay.</source>
            <translation>이름 있는 볼륨은 남습니다.</translation>
        </message>
        <message>
            <source>Remove the container {name}?</source>
            <translation>컨테이너 {name}을(를) 삭제할까요?</translation>
        </message>
        <message>
            <source>{n} changed path</source>
            <translation>변경된 경로 {n}개</translation>
        </message>
        <message>
            <source>{n} changed paths</source>
            <translation>변경된 경로 {n}개</translation>
        </message>
        <message>
            <source>{n} edit in its history</source>
            <translation>기록의 편집 {n}개</translation>
        </message>
        <message>
            <source>{n} edits in its history</source>
            <translation>기록의 편집 {n}개</translation>
        </message>
    </context>
    <context>
        <name>Rules</name>
        <message>
            <source>In all other cases, the implementation MUST do the semantic equivalent of the following: removing the file path (e.g. `unlink(2)` on Linux systems); recreating the file path, based on the contents and attributes of the changeset entry</source>
            <translation>양쪽이 모두 디렉터리인 때 말고는, 있던 것을 지우고 변경 집합의 내용과 속성으로 새로 만들어야 한다.</translation>
        </message>
        <message>
            <source>If the entry and the existing path are both directories, then the existing path's attributes MUST be replaced by those of the entry in the changeset.</source>
            <translation>항목과 이미 있는 것이 모두 디렉터리이면, 있던 디렉터리의 속성을 변경 집합의 속성으로 바꾸어야 한다.</translation>
        </message>
        <message>
            <source>A whiteout file is an empty file with a special filename that signifies a path should be deleted.</source>
            <translation>화이트아웃은 어떤 경로가 삭제되어야 함을 나타내는, 이름이 특별한 빈 파일이다.</translation>
        </message>
        <message>
            <source>An opaque whiteout entry is a file with the name `.wh..wh..opq` indicating that all siblings are hidden in the lower layer.</source>
            <translation>불투명 화이트아웃은 이름이 `.wh..wh..opq`인 파일로, 아래 레이어의 이웃이 모두 가려짐을 나타낸다.</translation>
        </message>
        <message>
            <source>Note that this opaque file will apply to all children, including sub-directories, other resources and all descendants.</source>
            <translation>이 불투명 파일은 하위 디렉터리와 다른 것들, 그 아래의 모든 것까지 전부에 적용된다.</translation>
        </message>
        <message>
            <source>an entry below a path that a lower layer has as a symbolic link: goes where the link leads</source>
            <translation>아래 레이어에서 심볼릭 링크인 경로 밑의 항목: 링크가 가리키는 곳에 놓는다(규격은 정하지 않음).</translation>
        </message>
        <message>
            <source>a whiteout below a path that a lower layer has as a symbolic link: deletes where the link leads</source>
            <translation>아래 레이어에서 심볼릭 링크인 경로 밑의 화이트아웃: 링크가 가리키는 곳에서 지운다(규격은 정하지 않음).</translation>
        </message>
        <message>
            <source>a hard link to a file that only a lower layer has: is that file</source>
            <translation>아래 레이어에만 있는 파일로 가는 하드 링크: 그 파일이다(규격은 정하지 않음).</translation>
        </message>
        <message>
            <source>a hard link to what no layer has: shown, without contents</source>
            <translation>어느 레이어에도 없는 것으로 가는 하드 링크: 내용 없이 보여 준다(규격은 정하지 않음).</translation>
        </message>
    </context>
    <context>
        <name>Save</name>
        <message>
            <source>Docker archive (loads everywhere)</source>
            <translation>Docker 아카이브 (어디서나 불러옴)</translation>
        </message>
        <message>
            <source>OCI archive</source>
            <translation>OCI 아카이브</translation>
        </message>
        <message>
            <source>OCI directory</source>
            <translation>OCI 디렉터리</translation>
        </message>
        <message>
            <source>Save images to an archive</source>
            <translation>이미지를 아카이브로 저장</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>저장(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Images</source>
            <translation>이미지(&amp;I)</translation>
        </message>
        <message>
            <source>F&amp;ormat</source>
            <translation>형식(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>파일(&amp;F)</translation>
        </message>
        <message>
            <source>The same images always give the same bytes.</source>
            <translation>같은 이미지는 언제나 같은 바이트가 됩니다.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>파일</translation>
        </message>
    </context>
    <context>
        <name>Stack</name>
        <message>
            <source>layer {number}</source>
            <translation>레이어 {number}</translation>
        </message>
        <message>
            <source>container layer, writable</source>
            <translation>컨테이너 레이어, 쓰기 가능</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>보임</translation>
        </message>
        <message>
            <source>hidden</source>
            <translation>가려짐</translation>
        </message>
        <message>
            <source>whiteout</source>
            <translation>화이트아웃</translation>
        </message>
        <message>
            <source>Container {name}</source>
            <translation>컨테이너 {name}</translation>
        </message>
        <message>
            <source>{n} file</source>
            <translation>파일 {n}개</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>파일 {n}개</translation>
        </message>
        <message>
            <source>no history</source>
            <translation>기록 없음</translation>
        </message>
        <message>
            <source>Layers, newest on top</source>
            <translation>레이어, 위가 최신</translation>
        </message>
        <message>
            <source>Choose a layer to see the files up to it</source>
            <translation>레이어를 고르면 거기까지의 파일을 봅니다</translation>
        </message>
        <message>
            <source>{n} layer</source>
            <translation>레이어 {n}개</translation>
        </message>
        <message>
            <source>{n} layers</source>
            <translation>레이어 {n}개</translation>
        </message>
        <message>
            <source>{size} in {layers}</source>
            <translation>{layers}, {size}</translation>
        </message>
        <message>
            <source>Missing: layer {numbers}. The files are shown as far as the others tell.</source>
            <translation>없는 레이어: {numbers}. 나머지 레이어로 알 수 있는 파일만 보입니다.</translation>
        </message>
        <message>
            <source>missing: it is not in the file</source>
            <translation>없음: 파일에 들어 있지 않습니다</translation>
        </message>
        <message>
            <source>{name} as of edit {number}</source>
            <translation>{name}, 편집 {number}까지</translation>
        </message>
        <message>
            <source>Volume {name}</source>
            <translation>볼륨 {name}</translation>
        </message>
        <message>
            <source>Other containers on these layers</source>
            <translation>이 레이어를 쓰는 다른 컨테이너</translation>
        </message>
        <message>
            <source>Other containers on the same layers: each has a thin layer only</source>
            <translation>같은 레이어를 쓰는 다른 컨테이너: 각자 얇은 레이어만 더합니다</translation>
        </message>
        <message>
            <source>Commands run by</source>
            <translation>명령 실행</translation>
        </message>
        <message>
            <source>Automatic: the built-in shell where it knows all that a command needs, else the Linux runner where that can run</source>
            <translation>자동: 명령에 필요한 것을 내장 셸이 모두 알면 내장 셸, 아니면 가능할 때 리눅스 실행기</translation>
        </message>
        <message>
            <source>a directory on the disk</source>
            <translation>디스크의 디렉터리</translation>
        </message>
        <message>
            <source>{n} added</source>
            <translation>{n}개 추가</translation>
        </message>
        <message>
            <source>{n} modified</source>
            <translation>{n}개 수정</translation>
        </message>
        <message>
            <source>{n} deleted</source>
            <translation>{n}개 삭제</translation>
        </message>
        <message>
            <source>{containers} share the {layers} of the image ({size}).</source>
            <translation>{containers}이(가) 이미지의 {layers}을(를) 공유합니다 ({size}).</translation>
        </message>
        <message>
            <source>{n} container</source>
            <translation>컨테이너 {n}개</translation>
        </message>
        <message>
            <source>{n} containers</source>
            <translation>컨테이너 {n}개</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>{path} is about to change.</source>
            <translation>{path}이(가) 곧 바뀝니다.</translation>
        </message>
        <message>
            <source>made the directory {path} in the container layer, as in layer {layer}</source>
            <translation>컨테이너 레이어에 디렉터리 {path} 생성 (레이어 {layer}과(와) 같게)</translation>
        </message>
        <message>
            <source>copied up mode, owner and time of {path} from layer {layer}</source>
            <translation>레이어 {layer}에서 {path}의 권한, 소유자, 시각을 위로 복사</translation>
        </message>
        <message>
            <source>copied up {size} from layer {layer}</source>
            <translation>레이어 {layer}에서 {size} 위로 복사(copy-up)</translation>
        </message>
        <message>
            <source>wrote {size} to {path}</source>
            <translation>{path}에 {size}을(를) 씀</translation>
        </message>
        <message>
            <source>created {path} in the container layer</source>
            <translation>컨테이너 레이어에 {path}을(를) 만듦</translation>
        </message>
        <message>
            <source>changed the attributes of {path}</source>
            <translation>{path}의 속성을 바꿈</translation>
        </message>
        <message>
            <source>a whiteout hides {path} below</source>
            <translation>화이트아웃이 아래의 {path}을(를) 가림</translation>
        </message>
        <message>
            <source>{path} is opaque: nothing of it below is seen</source>
            <translation>{path}은(는) 불투명: 아래의 것은 보이지 않음</translation>
        </message>
        <message>
            <source>linked {path}</source>
            <translation>{path}을(를) 링크함</translation>
        </message>
        <message>
            <source>moved {path} within the container layer</source>
            <translation>컨테이너 레이어 안에서 {path}을(를) 옮김</translation>
        </message>
        <message>
            <source>removed {path} from the container layer</source>
            <translation>컨테이너 레이어에서 {path}을(를) 없앰</translation>
        </message>
        <message>
            <source>wrote {size}</source>
            <translation>{size} 씀</translation>
        </message>
        <message>
            <source>done</source>
            <translation>완료</translation>
        </message>
        <message>
            <source>One beat back</source>
            <translation>한 박자 뒤로</translation>
        </message>
        <message>
            <source>Play or pause</source>
            <translation>재생 또는 일시 정지</translation>
        </message>
        <message>
            <source>One beat on</source>
            <translation>한 박자 앞으로</translation>
        </message>
        <message>
            <source>To the end</source>
            <translation>끝으로</translation>
        </message>
        <message>
            <source>Speed of the animation</source>
            <translation>애니메이션 속도</translation>
        </message>
        <message>
            <source>Speed of the animation, or none</source>
            <translation>애니메이션 속도, 또는 끄기</translation>
        </message>
        <message>
            <source>off</source>
            <translation>끔</translation>
        </message>
        <message>
            <source>and {n} more steps of this edit</source>
            <translation>그리고 이 편집의 단계 {n}개 더</translation>
        </message>
        <message>
            <source>Edit {number}: {sentence}</source>
            <translation>편집 {number}: {sentence}</translation>
        </message>
        <message>
            <source>all of it still visible</source>
            <translation>전부 아직 보임</translation>
        </message>
        <message>
            <source>nothing of it still visible</source>
            <translation>더는 아무것도 보이지 않음</translation>
        </message>
        <message>
            <source>{size} still visible</source>
            <translation>{size} 아직 보임</translation>
        </message>
        <message>
            <source>shared by {n}</source>
            <translation>{n}곳에서 공유</translation>
        </message>
        <message>
            <source>read-only layer</source>
            <translation>읽기 전용 레이어</translation>
        </message>
        <message>
            <source>container layer, writable</source>
            <translation>컨테이너 레이어, 쓸 수 있음</translation>
        </message>
        <message>
            <source>volume, outlives its containers</source>
            <translation>볼륨, 컨테이너보다 오래 남음</translation>
        </message>
        <message>
            <source>document</source>
            <translation>문서</translation>
        </message>
        <message>
            <source>missing layer</source>
            <translation>없는 레이어</translation>
        </message>
        <message>
            <source>A layer is a tar of what one step changed. It never changes; upper layers cover it.</source>
            <translation>레이어는 한 단계에서 바뀐 것을 담은 tar입니다. 결코 바뀌지 않으며, 위의 레이어가 덮을 뿐입니다.</translation>
        </message>
        <message>
            <source>All that the container writes goes here. It is empty at first; nothing is copied.</source>
            <translation>컨테이너가 쓰는 것은 모두 여기에 들어갑니다. 처음에는 비어 있고, 아무것도 복사하지 않습니다.</translation>
        </message>
        <message>
            <source>Files beside the layers. They stay when the container goes.</source>
            <translation>레이어 밖에 있는 파일입니다. 컨테이너가 사라져도 남습니다.</translation>
        </message>
        <message>
            <source>JSON that says which layers belong together.</source>
            <translation>어떤 레이어들이 함께 이미지를 이루는지 적은 JSON입니다.</translation>
        </message>
        <message>
            <source>The image lists this layer, but its blob is not there.</source>
            <translation>이미지 목록에는 있지만 블롭이 없는 레이어입니다.</translation>
        </message>
        <message>
            <source>Logarithmic</source>
            <translation>로그</translation>
        </message>
        <message>
            <source>Each step of thickness is ten times the bytes</source>
            <translation>두께 한 단계마다 바이트가 열 배입니다</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>선형</translation>
        </message>
        <message>
            <source>Twice as thick is twice the bytes; the least are drawn legible</source>
            <translation>두 배 두꺼우면 두 배 큽니다. 아주 작은 것은 읽을 수 있는 두께로 그립니다</translation>
        </message>
        <message>
            <source>Equal</source>
            <translation>같게</translation>
        </message>
        <message>
            <source>All alike: only the order counts</source>
            <translation>모두 같은 두께: 순서만 봅니다</translation>
        </message>
        <message>
            <source>deleted by {layer}</source>
            <translation>{layer}에서 삭제</translation>
        </message>
        <message>
            <source>its directory deleted by {layer}</source>
            <translation>{layer}에서 디렉터리째 삭제</translation>
        </message>
        <message>
            <source>cut off by {layer}</source>
            <translation>{layer}에서 가려짐(opaque)</translation>
        </message>
        <message>
            <source>hidden by {layer}</source>
            <translation>{layer}에 가려짐</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>보임</translation>
        </message>
        <message>
            <source>merged</source>
            <translation>병합됨</translation>
        </message>
        <message>
            <source>whiteout</source>
            <translation>화이트아웃</translation>
        </message>
        <message>
            <source>opaque</source>
            <translation>불투명(opaque)</translation>
        </message>
        <message>
            <source>covered by a mount</source>
            <translation>마운트에 덮임</translation>
        </message>
        <message>
            <source>Thickness</source>
            <translation>두께</translation>
        </message>
        <message>
            <source>a directory on this machine's disk, no blob: it has no digest</source>
            <translation>이 컴퓨터 디스크의 디렉터리: 블롭이 아니므로 다이제스트 없음</translation>
        </message>
        <message>
            <source>a directory beside the layers: no commit has it</source>
            <translation>레이어 밖의 디렉터리: 커밋에 들어가지 않음</translation>
        </message>
        <message>
            <source>copied up all {size} from layer {layer}, to change a few attributes</source>
            <translation>속성 몇 개를 바꾸려고 레이어 {layer}에서 {size} 전체를 위로 복사(copy-up)</translation>
        </message>
        <message>
            <source>made {path} anew: a directory of a lower layer can't be moved</source>
            <translation>{path} 새로 생성: 아래 레이어의 디렉터리는 옮길 수 없음</translation>
        </message>
        <message>
            <source>the copy in the container layer is called {path}</source>
            <translation>컨테이너 레이어에 있는 복사본의 이름: {path}</translation>
        </message>
        <message>
            <source>its other name stays the old file of layer {layer}</source>
            <translation>다른 이름은 레이어 {layer}의 이전 파일 그대로</translation>
        </message>
        <message>
            <source>its {n} other names stay the old file of layer {layer}</source>
            <translation>다른 이름 {n}개는 레이어 {layer}의 이전 파일 그대로</translation>
        </message>
        <message>
            <source>{path} of a volume is about to change: no layer is touched.</source>
            <translation>곧 바뀔 볼륨 파일: {path} (레이어는 그대로)</translation>
        </message>
        <message>
            <source>created {path} in the volume</source>
            <translation>볼륨에 {path} 생성</translation>
        </message>
        <message>
            <source>moved {path} within the volume</source>
            <translation>볼륨 안에서 {path} 이동</translation>
        </message>
        <message>
            <source>removed {path} from the volume</source>
            <translation>볼륨에서 {path} 제거</translation>
        </message>
        <message>
            <source>tar entry {entry}, a directory without its files</source>
            <translation>tar 항목 {entry}: 파일 없는 디렉터리</translation>
        </message>
        <message>
            <source>they make the header of the tar entry {entry}</source>
            <translation>tar 항목 {entry}의 헤더가 됨</translation>
        </message>
        <message>
            <source>tar entry {entry}, whole: a layer has no parts of files</source>
            <translation>tar 항목 {entry}: 파일 전체 (레이어에는 파일의 일부만 담을 수 없음)</translation>
        </message>
        <message>
            <source>only in the tar entry {entry} of the next commit: no blob changes</source>
            <translation>다음 커밋의 tar 항목 {entry}에만 있음: 바뀌는 블롭 없음</translation>
        </message>
        <message>
            <source>a tar entry {entry} that no layer had</source>
            <translation>어느 레이어에도 없던 tar 항목 {entry}</translation>
        </message>
        <message>
            <source>in the header of the tar entry {entry}</source>
            <translation>tar 항목 {entry}의 헤더에 있음</translation>
        </message>
        <message>
            <source>tar entry {entry}, an empty file (overlayfs: a character device 0/0)</source>
            <translation>tar 항목 {entry}: 빈 파일 (overlayfs에서는 문자 장치 0/0)</translation>
        </message>
        <message>
            <source>tar entry {entry}, an empty file (overlayfs: trusted.overlay.opaque=y)</source>
            <translation>tar 항목 {entry}: 빈 파일 (overlayfs에서는 trusted.overlay.opaque=y)</translation>
        </message>
        <message>
            <source>tar entry {entry}, a hard link: it has no data of its own</source>
            <translation>tar 항목 {entry}: 하드 링크 (자기 데이터 없음)</translation>
        </message>
        <message>
            <source>tar entry {entry}</source>
            <translation>tar 항목 {entry}</translation>
        </message>
        <message>
            <source>there is no tar entry {entry} any more</source>
            <translation>tar 항목 {entry} 없어짐</translation>
        </message>
        <message>
            <source>Replay of edits {first} to {last}</source>
            <translation>편집 {first}부터 {last}까지 재생</translation>
        </message>
        <message>
            <source>The stage</source>
            <translation>무대</translation>
        </message>
        <message>
            <source>To the beginning</source>
            <translation>처음으로</translation>
        </message>
        <message>
            <source>All images and containers of the store</source>
            <translation>저장소의 모든 이미지와 컨테이너</translation>
        </message>
        <message>
            <source>{layers} take {size} on the disk; without sharing it would be {several}.</source>
            <translation>{layers}: 디스크에서 {size}. 공유하지 않는다면 {several}입니다.</translation>
        </message>
        <message>
            <source>{size} of it is hidden by layers above, and still shipped.</source>
            <translation>그중 {size}은(는) 위의 레이어에 가려져 보이지 않지만 함께 전송됩니다.</translation>
        </message>
        <message>
            <source>This stack</source>
            <translation>이 스택</translation>
        </message>
        <message>
            <source>The layers that are open</source>
            <translation>열려 있는 레이어</translation>
        </message>
        <message>
            <source>All images</source>
            <translation>모든 이미지</translation>
        </message>
        <message>
            <source>Every image and container of the store on the layers they share</source>
            <translation>저장소의 모든 이미지와 컨테이너를 공유하는 레이어 위에</translation>
        </message>
        <message>
            <source>Thinner or smaller</source>
            <translation>더 얇게 또는 작게</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>더 크게</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>눈금</translation>
        </message>
        <message>
            <source>Scale of the thickness</source>
            <translation>두께의 눈금</translation>
        </message>
        <message>
            <source>layer {number}</source>
            <translation>레이어 {number}</translation>
        </message>
        <message>
            <source>the container</source>
            <translation>컨테이너</translation>
        </message>
        <message>
            <source>image</source>
            <translation>이미지</translation>
        </message>
        <message>
            <source>container</source>
            <translation>컨테이너</translation>
        </message>
        <message>
            <source>store</source>
            <translation>저장소</translation>
        </message>
        <message>
            <source>archive</source>
            <translation>아카이브</translation>
        </message>
        <message>
            <source>registry</source>
            <translation>레지스트리</translation>
        </message>
        <message>
            <source>volume</source>
            <translation>볼륨</translation>
        </message>
        <message>
            <source>A container of {name}</source>
            <translation>이미지 {name}의 컨테이너</translation>
        </message>
        <message>
            <source>A container of {name} is about to be made.</source>
            <translation>곧 이미지 {name}(으)로 컨테이너를 만듭니다.</translation>
        </message>
        <message>
            <source>an empty layer that can be written is put on {layers} of {name}; 0 B are copied</source>
            <translation>{name}의 {layers} 위에 쓸 수 있는 빈 레이어를 얹음: 복사 0 B</translation>
        </message>
        <message>
            <source>overlayfs: {layers} as lowerdir, an empty directory as upperdir</source>
            <translation>overlayfs: lowerdir는 {layers}, upperdir는 빈 디렉터리</translation>
        </message>
        <message>
            <source>{n} layer</source>
            <translation>레이어 {n}개</translation>
        </message>
        <message>
            <source>{n} layers</source>
            <translation>레이어 {n}개</translation>
        </message>
        <message>
            <source>the folder {name} of this machine is mounted on {path}</source>
            <translation>이 컴퓨터의 폴더 {name}을(를) {path}에 마운트</translation>
        </message>
        <message>
            <source>the volume {name} is mounted on {path}: it is no layer</source>
            <translation>볼륨 {name}을(를) {path}에 마운트: 레이어가 아님</translation>
        </message>
        <message>
            <source>the volume {name} is mounted on {path}; it was empty: {size} of the image come in</source>
            <translation>볼륨 {name}을(를) {path}에 마운트: 비어 있었으므로 이미지에서 {size} 복사</translation>
        </message>
        <message>
            <source>{name} is about to be committed.</source>
            <translation>곧 커밋: {name}</translation>
        </message>
        <message>
            <source>A commit of {name}</source>
            <translation>{name}의 커밋</translation>
        </message>
        <message>
            <source>the container goes on as it was: its layer can be written, still</source>
            <translation>컨테이너는 그대로: 그 레이어에는 계속 쓸 수 있음</translation>
        </message>
        <message>
            <source>nothing was changed in the container: there is no layer to write</source>
            <translation>컨테이너에서 바뀐 것이 없음: 새 레이어 없음</translation>
        </message>
        <message>
            <source>{n} entry</source>
            <translation>항목 {n}개</translation>
        </message>
        <message>
            <source>{n} entries</source>
            <translation>항목 {n}개</translation>
        </message>
        <message>
            <source>{entries} of the container layer, {size} as a tar: the sealed layer {number}</source>
            <translation>컨테이너 레이어의 {entries}, tar로 {size}: 봉인된 레이어 {number}</translation>
        </message>
        <message>
            <source>{type}, digest {digest}; it is plain, so that is its diff ID, too</source>
            <translation>{type}, 다이제스트 {digest}: 압축하지 않았으므로 diff ID와 같음</translation>
        </message>
        <message>
            <source>{name} is about to be removed.</source>
            <translation>곧 삭제: {name}</translation>
        </message>
        <message>
            <source>Removal of {name}</source>
            <translation>{name} 삭제</translation>
        </message>
        <message>
            <source>its layer falls away, {size}; the layers of {name} stay as they are</source>
            <translation>컨테이너 레이어({size})가 사라짐: 이미지 {name}의 레이어는 그대로</translation>
        </message>
        <message>
            <source>a directory is deleted, no blob</source>
            <translation>지워지는 것은 디렉터리이고 블롭이 아님</translation>
        </message>
        <message>
            <source>{name} goes, too: nobody named it, and no other container has it</source>
            <translation>{name}도 사라짐: 이름을 지어 준 적이 없고 다른 컨테이너도 쓰지 않음</translation>
        </message>
        <message>
            <source>{name} stays, though nobody named it: only -v takes it away</source>
            <translation>{name}은(는) 이름이 없지만 남음: -v 옵션이 있어야 지워짐</translation>
        </message>
        <message>
            <source>{name} stays: it outlives its containers</source>
            <translation>{name}은(는) 남음: 컨테이너보다 오래 감</translation>
        </message>
        <message>
            <source>How {name} was built</source>
            <translation>{name}의 빌드 과정</translation>
        </message>
        <message>
            <source>{name} begins with nothing.</source>
            <translation>{name}의 시작: 아무것도 없음</translation>
        </message>
        <message>
            <source>and {n} more instructions</source>
            <translation>그리고 명령어 {n}개 더</translation>
        </message>
        <message>
            <source>run</source>
            <translation>실행</translation>
        </message>
        <message>
            <source>cached</source>
            <translation>캐시</translation>
        </message>
        <message>
            <source>here the chain of the cache breaks, and all after it is run</source>
            <translation>여기서 캐시가 끊기고 그 뒤는 모두 실행</translation>
        </message>
        <message>
            <source>{instruction}: a line of the history, no layer</source>
            <translation>{instruction}: 이력 한 줄, 레이어 없음</translation>
        </message>
        <message>
            <source>{instruction}: layer {number} is taken from the cache</source>
            <translation>{instruction}: 레이어 {number}, 캐시에서 가져옴</translation>
        </message>
        <message>
            <source>{instruction}: makes layer {number}, {size}</source>
            <translation>{instruction}: 레이어 {number} 생성, {size}</translation>
        </message>
        <message>
            <source>in the config: "empty_layer": true</source>
            <translation>config에는 "empty_layer": true</translation>
        </message>
        <message>
            <source>already exists</source>
            <translation>이미 있음</translation>
        </message>
        <message>
            <source>layer {first} already exists in {place}: nothing travels</source>
            <translation>레이어 {first}: {place}에 이미 있어 옮기지 않음</translation>
        </message>
        <message>
            <source>layers {first} to {last} already exist in {place}: nothing travels</source>
            <translation>레이어 {first}–{last}: {place}에 이미 있어 옮기지 않음</translation>
        </message>
        <message>
            <source>the documents of the image go to {place}: {names}, {size}</source>
            <translation>이미지를 설명하는 문서를 {place}에 옮김: {names}, {size}</translation>
        </message>
        <message>
            <source>layer {number} goes to {place}: {size}</source>
            <translation>레이어 {number}을(를) {place}에 옮김: {size}</translation>
        </message>
        <message>
            <source>{n} more layers go to {place}: {size}</source>
            <translation>레이어 {n}개를 더 {place}에 옮김: {size}</translation>
        </message>
        <message>
            <source>the store</source>
            <translation>저장소</translation>
        </message>
        <message>
            <source>Load of {name}</source>
            <translation>{name} 불러오기</translation>
        </message>
        <message>
            <source>{name} is about to be loaded into the store.</source>
            <translation>곧 저장소로 불러오기: {name}</translation>
        </message>
        <message>
            <source>Save to {name}</source>
            <translation>{name}에 저장</translation>
        </message>
        <message>
            <source>{name} is about to be written.</source>
            <translation>곧 쓰기: {name}</translation>
        </message>
        <message>
            <source>{names}: of {total} in layers {size} travelled to {place}</source>
            <translation>{names}: 레이어 {total} 중 {size}을(를) {place}에 옮김</translation>
        </message>
        <message>
            <source>The store has no image yet: load one.</source>
            <translation>저장소에 아직 이미지가 없습니다. 하나 불러오세요.</translation>
        </message>
        <message>
            <source>Undo: {edit}</source>
            <translation>실행 취소: {edit}</translation>
        </message>
        <message>
            <source>taken back: the layer is as it was before; the edit stays in the log</source>
            <translation>되돌림: 레이어가 그전과 같아지고, 편집은 기록에 남음</translation>
        </message>
        <message>
            <source>This edit is about to be taken back: {edit}</source>
            <translation>이 편집을 곧 되돌립니다: {edit}</translation>
        </message>
        <message>
            <source>{name} has the same {layers}, and one line of history more</source>
            <translation>{name}: 같은 {layers}, 이력만 한 줄 더</translation>
        </message>
        <message>
            <source>{name} lists {layers} that were there and the new one</source>
            <translation>{name}: 이미 있던 {layers}과(와) 새 레이어 하나</translation>
        </message>
        <message>
            <source>and one more step of this edit</source>
            <translation>그리고 이 편집의 단계 하나 더</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>Error</source>
            <translation>오류</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>끝난 때</translation>
        </message>
        <message>
            <source>Its command can't be run here, so it is not executed. Commands that can be run are run with exec.</source>
            <translation>여기서는 이 컨테이너의 명령을 실행할 수 없어 실행하지 않습니다. 실행할 수 있는 명령은 exec로 실행합니다.</translation>
        </message>
        <message>
            <source>Its command is a server; nothing runs in the background here, so it is not executed. Commands can be run with exec.</source>
            <translation>명령이 서버입니다. 여기서는 백그라운드에서 아무것도 실행되지 않으므로 실행하지 않습니다. 명령은 exec로 실행할 수 있습니다.</translation>
        </message>
        <message>
            <source>Its command only waits, so it is not executed. Commands can be run with exec.</source>
            <translation>명령이 기다리기만 하므로 실행하지 않습니다. 명령은 exec로 실행할 수 있습니다.</translation>
        </message>
        <message>
            <source>Its shell waits for input. Commands can be run in it with exec.</source>
            <translation>셸이 입력을 기다립니다. 명령은 exec로 실행할 수 있습니다.</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>시작한 때</translation>
        </message>
        <message>
            <source>State</source>
            <translation>상태</translation>
        </message>
        <message>
            <source>created</source>
            <translation>생성됨</translation>
        </message>
        <message>
            <source>exited ({code})</source>
            <translation>종료됨 ({code})</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>일시 정지됨</translation>
        </message>
        <message>
            <source>running</source>
            <translation>실행 중</translation>
        </message>
    </context>
    <context>
        <name>Tar</name>
        <message>
            <source>Offset</source>
            <translation>오프셋</translation>
        </message>
        <message>
            <source>Name as stored</source>
            <translation>저장된 이름</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>바이트</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>모드</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>소유자</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>수정 시각</translation>
        </message>
        <message>
            <source>Besides</source>
            <translation>그 밖에</translation>
        </message>
        <message>
            <source>whiteout</source>
            <translation>화이트아웃</translation>
        </message>
        <message>
            <source>{bytes} bytes of extended headers</source>
            <translation>확장 헤더 {bytes}바이트</translation>
        </message>
        <message>
            <source>sparse, {bytes} bytes when read</source>
            <translation>희소 파일, 읽으면 {bytes}바이트</translation>
        </message>
        <message>
            <source>Entries of the layer's tar</source>
            <translation>레이어 tar의 항목</translation>
        </message>
        <message>
            <source>The first {n} entries</source>
            <translation>처음 {n}개 항목</translation>
        </message>
        <message>
            <source>The tar has no entries</source>
            <translation>tar에 항목이 없습니다</translation>
        </message>
        <message>
            <source>The layer changes no files. Choose another layer.</source>
            <translation>이 레이어는 파일을 바꾸지 않습니다. 다른 레이어를 고르세요.</translation>
        </message>
    </context>
    <context>
        <name>Tasks</name>
        <message>
            <source>Image archives</source>
            <translation>이미지 아카이브</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>모든 파일</translation>
        </message>
        <message>
            <source>Open an archive in place</source>
            <translation>아카이브를 그 자리에서 열기</translation>
        </message>
        <message>
            <source>Opening {name}</source>
            <translation>{name}을(를) 여는 중</translation>
        </message>
        <message>
            <source>Load an archive into the store</source>
            <translation>아카이브를 저장소로 불러오기</translation>
        </message>
        <message>
            <source>Loading {name}</source>
            <translation>{name}을(를) 불러오는 중</translation>
        </message>
        <message>
            <source>loaded {names}</source>
            <translation>불러옴: {names}</translation>
        </message>
        <message>
            <source>Saving {name}</source>
            <translation>{name}을(를) 저장하는 중</translation>
        </message>
        <message>
            <source>wrote {size} to {path}</source>
            <translation>{path}에 {size}을(를) 씀</translation>
        </message>
        <message>
            <source>Creating a container</source>
            <translation>컨테이너 만드는 중</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>이름(&amp;N)</translation>
        </message>
        <message>
            <source>an empty container layer over the image; nothing is copied</source>
            <translation>이미지 위에 빈 컨테이너 레이어. 아무것도 복사하지 않음</translation>
        </message>
        <message>
            <source>Committing {name}</source>
            <translation>{name}을(를) 커밋하는 중</translation>
        </message>
        <message>
            <source>{n} entry in its layer</source>
            <translation>레이어에 항목 {n}개</translation>
        </message>
        <message>
            <source>{n} entries in its layer</source>
            <translation>레이어에 항목 {n}개</translation>
        </message>
        <message>
            <source>{name} is a new image: the container layer is sealed in it.</source>
            <translation>새 이미지 {name}: 컨테이너 레이어가 그 안에 봉인되었습니다.</translation>
        </message>
        <message>
            <source>Removing {name}</source>
            <translation>{name}을(를) 제거하는 중</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>제거(&amp;R)</translation>
        </message>
        <message>
            <source>Changing {path}</source>
            <translation>{path}을(를) 바꾸는 중</translation>
        </message>
        <message>
            <source>took back: {edit}</source>
            <translation>되돌림: {edit}</translation>
        </message>
        <message>
            <source>another program changed {path} in the container layer</source>
            <translation>다른 프로그램이 컨테이너 레이어에서 {path}을(를) 바꿈</translation>
        </message>
        <message>
            <source>Create a file</source>
            <translation>파일 만들기</translation>
        </message>
        <message>
            <source>Create a directory</source>
            <translation>디렉터리 만들기</translation>
        </message>
        <message>
            <source>Create a symbolic link</source>
            <translation>심볼릭 링크 만들기</translation>
        </message>
        <message>
            <source>It &amp;leads to</source>
            <translation>링크 대상(&amp;L)</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>이름 바꾸기</translation>
        </message>
        <message>
            <source>&amp;New name</source>
            <translation>새 이름(&amp;N)</translation>
        </message>
        <message>
            <source>Delete {path} and all in it?</source>
            <translation>{path}과(와) 그 안의 것을 모두 지울까요?</translation>
        </message>
        <message>
            <source>The image keeps it below a whiteout. Undo brings it back.</source>
            <translation>이미지에는 화이트아웃 아래에 남습니다. 실행 취소로 돌아옵니다.</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>삭제(&amp;D)</translation>
        </message>
        <message>
            <source>Copying {path}</source>
            <translation>{path}을(를) 복사하는 중</translation>
        </message>
        <message>
            <source>Copy it to which directory?</source>
            <translation>어느 디렉터리로 복사할까요?</translation>
        </message>
        <message>
            <source>copied to {path}</source>
            <translation>{path}(으)로 복사함</translation>
        </message>
        <message>
            <source>opened a copy; what is saved to it comes back as an edit</source>
            <translation>사본을 열었음. 저장하면 편집으로 돌아옵니다</translation>
        </message>
        <message>
            <source>opened a copy; an image never changes</source>
            <translation>사본을 열었음. 이미지는 바뀌지 않습니다</translation>
        </message>
        <message>
            <source>Remove the image {name} from the store?</source>
            <translation>이미지 {name}을(를) 저장소에서 제거할까요?</translation>
        </message>
        <message>
            <source>Layers that no other image uses are deleted with it.</source>
            <translation>다른 이미지가 쓰지 않는 레이어도 함께 지워집니다.</translation>
        </message>
        <message>
            <source>Add a tag</source>
            <translation>태그 달기</translation>
        </message>
        <message>
            <source>&amp;Name and tag</source>
            <translation>이름과 태그(&amp;N)</translation>
        </message>
        <message>
            <source>Reading the layers of {name}</source>
            <translation>{name}의 레이어를 읽는 중</translation>
        </message>
        <message>
            <source>{name} has no image: what it has is listed below its name.</source>
            <translation>{name}에는 이미지가 없습니다. 들어 있는 것은 이름 아래에 있습니다.</translation>
        </message>
        <message>
            <source>Import a root file system</source>
            <translation>루트 파일 시스템 가져오기</translation>
        </message>
        <message>
            <source>{name} was the name of {image}</source>
            <translation>{name}은(는) {image}의 이름이었습니다</translation>
        </message>
        <message>
            <source>Importing {name}</source>
            <translation>{name}을(를) 가져오는 중</translation>
        </message>
        <message>
            <source>left out: {paths}</source>
            <translation>빠진 것: {paths}</translation>
        </message>
        <message>
            <source>{name} has no image: nothing was loaded.</source>
            <translation>{name}에는 이미지가 없어 아무것도 불러오지 않았습니다.</translation>
        </message>
        <message>
            <source>undone: {undone}, redone: {redone}</source>
            <translation>취소: {undone}개, 다시 실행: {redone}개</translation>
        </message>
        <message>
            <source>&amp;Label</source>
            <translation>이름표(&amp;L)</translation>
        </message>
        <message>
            <source>Reading the edits</source>
            <translation>편집 읽는 중</translation>
        </message>
        <message>
            <source>another container, with the files as of edit {number}</source>
            <translation>다른 컨테이너. 파일은 편집 {number}까지의 모습</translation>
        </message>
        <message>
            <source>Going to edit {number}</source>
            <translation>편집 {number}(으)로 가는 중</translation>
        </message>
        <message>
            <source>Label edit {number}</source>
            <translation>편집 {number}에 이름표 붙이기</translation>
        </message>
        <message>
            <source>Create a container as of edit {number}</source>
            <translation>새 컨테이너 만들기: 편집 {number}까지</translation>
        </message>
        <message>
            <source>Of all edits the last {n} are replayed.</source>
            <translation>편집 가운데 마지막 {n}개를 다시 봅니다.</translation>
        </message>
        <message>
            <source>Also those that have names. They can be loaded again.</source>
            <translation>이름이 있는 것도 포함합니다. 다시 불러올 수 있습니다.</translation>
        </message>
        <message>
            <source>Changing {name}</source>
            <translation>{name}을(를) 바꾸는 중</translation>
        </message>
        <message>
            <source>Copying to a volume</source>
            <translation>볼륨에 복사하는 중</translation>
        </message>
        <message>
            <source>Create a volume</source>
            <translation>볼륨 만들기</translation>
        </message>
        <message>
            <source>Its files, {size}, are gone for good: no image has them.</source>
            <translation>파일({size})이 완전히 사라집니다. 어떤 이미지에도 없는 파일입니다.</translation>
        </message>
        <message>
            <source>Measuring the store</source>
            <translation>저장소 크기 재는 중</translation>
        </message>
        <message>
            <source>Remove all containers that do not run?</source>
            <translation>실행 중이 아닌 컨테이너를 모두 삭제할까요?</translation>
        </message>
        <message>
            <source>Remove all images that no container uses?</source>
            <translation>컨테이너가 쓰지 않는 이미지를 모두 삭제할까요?</translation>
        </message>
        <message>
            <source>Remove all volumes that no container mounts?</source>
            <translation>마운트되지 않은 볼륨을 모두 삭제할까요?</translation>
        </message>
        <message>
            <source>Remove the volume {name}?</source>
            <translation>볼륨 {name}을(를) 삭제할까요?</translation>
        </message>
        <message>
            <source>Rename the container {name}</source>
            <translation>컨테이너 {name}의 이름 바꾸기</translation>
        </message>
        <message>
            <source>Starting {name}</source>
            <translation>{name}을(를) 시작하는 중</translation>
        </message>
        <message>
            <source>Their layers are lost.</source>
            <translation>레이어가 사라집니다.</translation>
        </message>
        <message>
            <source>its command has ended: {state}; docker logs {name} shows the output</source>
            <translation>명령이 끝났습니다: {state}. docker logs {name}에서 출력을 볼 수 있습니다</translation>
        </message>
        <message>
            <source>{n} container does not run:</source>
            <translation>실행 중이 아닌 컨테이너 {n}개:</translation>
        </message>
        <message>
            <source>{n} containers do not run:</source>
            <translation>실행 중이 아닌 컨테이너 {n}개:</translation>
        </message>
        <message>
            <source>{n} image removed</source>
            <translation>이미지 {n}개 삭제됨</translation>
        </message>
        <message>
            <source>{n} images removed</source>
            <translation>이미지 {n}개 삭제됨</translation>
        </message>
        <message>
            <source>{n} volume is mounted nowhere:</source>
            <translation>마운트되지 않은 볼륨 {n}개:</translation>
        </message>
        <message>
            <source>{n} volumes are mounted nowhere:</source>
            <translation>마운트되지 않은 볼륨 {n}개:</translation>
        </message>
        <message>
            <source>{path} of {name} is in the volume {volume} now.</source>
            <translation>{name}의 {path}이(가) 이제 볼륨 {volume}에 있습니다.</translation>
        </message>
        <message>
            <source>{size} reclaimed</source>
            <translation>{size} 회수됨</translation>
        </message>
        <message>
            <source>{result} (docker exec would want it to run)</source>
            <translation>{result} (docker exec는 실행 중인 컨테이너에만 됩니다)</translation>
        </message>
        <message>
            <source>Drawing the picture</source>
            <translation>그림을 그리는 중</translation>
        </message>
        <message>
            <source>copied a picture: {title}</source>
            <translation>그림을 복사함: {title}</translation>
        </message>
        <message>
            <source>Print: {title}</source>
            <translation>인쇄: {title}</translation>
        </message>
        <message>
            <source>Reading the history of the image</source>
            <translation>이미지의 이력을 읽는 중</translation>
        </message>
        <message>
            <source>Replace {path}?</source>
            <translation>{path}을(를) 바꿀까요?</translation>
        </message>
        <message>
            <source>Undo brings it back.</source>
            <translation>실행 취소로 되돌릴 수 있습니다.</translation>
        </message>
        <message>
            <source>&amp;Replace</source>
            <translation>바꾸기(&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>Trail</name>
        <message>
            <source>not here</source>
            <translation>여기 없음</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>보임</translation>
        </message>
        <message>
            <source>directory, merged</source>
            <translation>디렉터리, 합쳐짐</translation>
        </message>
        <message>
            <source>whiteout: hides it below</source>
            <translation>화이트아웃: 아래를 가림</translation>
        </message>
        <message>
            <source>opaque: hides all below</source>
            <translation>불투명: 아래를 모두 가림</translation>
        </message>
        <message>
            <source>hidden by {layer}</source>
            <translation>{layer}에 가려짐</translation>
        </message>
        <message>
            <source>hidden by a whiteout in {layer}</source>
            <translation>{layer}의 화이트아웃에 가려짐</translation>
        </message>
        <message>
            <source>hidden by an opaque directory in {layer}</source>
            <translation>{layer}의 불투명 디렉터리에 가려짐</translation>
        </message>
        <message>
            <source>its directory was deleted in {layer}</source>
            <translation>{layer}에서 디렉터리가 삭제됨</translation>
        </message>
        <message>
            <source>its directory was replaced in {layer}</source>
            <translation>{layer}에서 디렉터리가 바뀜</translation>
        </message>
        <message>
            <source>hidden</source>
            <translation>가려짐</translation>
        </message>
        <message>
            <source>What each layer says of the path</source>
            <translation>각 레이어가 이 경로에 대해 말하는 것</translation>
        </message>
        <message>
            <source>The lookup, from the top: the first layer that has it is seen</source>
            <translation>위에서부터 찾기: 처음 가진 레이어의 것이 보입니다</translation>
        </message>
        <message>
            <source>layer {number}: {words}</source>
            <translation>레이어 {number}: {words}</translation>
        </message>
        <message>
            <source>layer is missing</source>
            <translation>레이어가 없음</translation>
        </message>
        <message>
            <source>mounted here, answers for all below</source>
            <translation>여기에 마운트됨, 아래 전부를 대신함</translation>
        </message>
        <message>
            <source>covered by the mount</source>
            <translation>마운트가 덮음</translation>
        </message>
        <message>
            <source>layer {number}: tar entry {name}</source>
            <translation>레이어 {number}: tar 항목 {name}</translation>
        </message>
        <message>
            <source>What is mounted here covers the layers.</source>
            <translation>여기에 마운트된 것이 레이어를 가립니다.</translation>
        </message>
        <message>
            <source>A layer above deleted it; the layer below still has it.</source>
            <translation>위 레이어가 지웠지만, 아래 레이어에는 그대로 있습니다.</translation>
        </message>
        <message>
            <source>A layer above put a new directory in place of the old one.</source>
            <translation>위 레이어가 옛 디렉터리 자리에 새 디렉터리를 놓았습니다.</translation>
        </message>
        <message>
            <source>The topmost layer that has it is seen.</source>
            <translation>이 파일이 있는 맨 위 레이어의 것이 보입니다.</translation>
        </message>
    </context>
    <context>
        <name>Volume</name>
        <message>
            <source>&amp;Copy</source>
            <translation>복사(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Path in the container</source>
            <translation>컨테이너 안의 경로(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Volume</source>
            <translation>볼륨(&amp;V)</translation>
        </message>
        <message>
            <source>Keep files of {container} in a volume</source>
            <translation>{container}의 파일을 볼륨에 보관</translation>
        </message>
        <message>
            <source>Of a directory all that is in it. A volume stays when containers go, and can be mounted in others.</source>
            <translation>디렉터리는 그 안의 모든 것을 복사합니다. 볼륨은 컨테이너가 삭제되어도 남고, 다른 컨테이너에 마운트할 수 있습니다.</translation>
        </message>
    </context>
    <context>
        <name>Why</name>
        <message>
            <source>Show a container or a volume as it is now</source>
            <translation>컨테이너나 볼륨의 지금 상태를 보세요</translation>
        </message>
        <message>
            <source>The store has no image</source>
            <translation>저장소에 이미지가 없습니다</translation>
        </message>
        <message>
            <source>Show an image of the store</source>
            <translation>저장소의 이미지를 보세요</translation>
        </message>
        <message>
            <source>Show an image or a container</source>
            <translation>이미지나 컨테이너를 보세요</translation>
        </message>
        <message>
            <source>Show an image of an opened archive</source>
            <translation>열린 아카이브의 이미지를 보세요</translation>
        </message>
        <message>
            <source>Nothing is shown</source>
            <translation>보이는 것이 없습니다</translation>
        </message>
        <message>
            <source>There is nothing to undo</source>
            <translation>되돌릴 것이 없습니다</translation>
        </message>
        <message>
            <source>Nothing was undone</source>
            <translation>되돌린 것이 없습니다</translation>
        </message>
        <message>
            <source>Files are changed in a container, seen with all its layers</source>
            <translation>파일은 모든 레이어와 함께 보이는 컨테이너에서 바꿉니다</translation>
        </message>
        <message>
            <source>Choose a file or a directory</source>
            <translation>파일이나 디렉터리를 고르세요</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>파일을 고르세요</translation>
        </message>
        <message>
            <source>An earlier state is looked at</source>
            <translation>이전 상태를 보고 있습니다</translation>
        </message>
        <message>
            <source>The container runs already</source>
            <translation>컨테이너가 이미 실행 중입니다</translation>
        </message>
        <message>
            <source>The container is not paused</source>
            <translation>컨테이너가 일시 정지되지 않았습니다</translation>
        </message>
        <message>
            <source>The container does not run</source>
            <translation>컨테이너가 실행 중이 아닙니다</translation>
        </message>
        <message>
            <source>Show a container</source>
            <translation>컨테이너를 보세요</translation>
        </message>
        <message>
            <source>Choose an earlier edit in the history</source>
            <translation>이력에서 이전 편집을 고르세요</translation>
        </message>
        <message>
            <source>There is no edit yet</source>
            <translation>아직 편집이 없습니다</translation>
        </message>
        <message>
            <source>Nothing was played yet</source>
            <translation>아직 재생한 것이 없습니다</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>No images yet</source>
            <translation>아직 이미지가 없습니다</translation>
        </message>
        <message>
            <source>Drop an archive here, or:</source>
            <translation>아카이브를 여기에 놓거나:</translation>
        </message>
        <message>
            <source>Open an archive…</source>
            <translation>아카이브 열기…</translation>
        </message>
        <message>
            <source>Load an archive…</source>
            <translation>아카이브 불러오기…</translation>
        </message>
        <message>
            <source>Open the sample</source>
            <translation>예제 열기</translation>
        </message>
        <message>
            <source>Choose an image or a container to see its layers and files.</source>
            <translation>이미지나 컨테이너를 고르면 레이어와 파일이 보입니다.</translation>
        </message>
        <message>
            <source>Nothing is open</source>
            <translation>열린 것이 없습니다</translation>
        </message>
        <message>
            <source>{n} image</source>
            <translation>이미지 {n}개</translation>
        </message>
        <message>
            <source>{n} images</source>
            <translation>이미지 {n}개</translation>
        </message>
        <message>
            <source>{n} container</source>
            <translation>컨테이너 {n}개</translation>
        </message>
        <message>
            <source>{n} containers</source>
            <translation>컨테이너 {n}개</translation>
        </message>
        <message>
            <source>An image never changes; a container's edits are listed here.</source>
            <translation>이미지는 바뀌지 않습니다. 컨테이너의 편집이 여기에 적힙니다.</translation>
        </message>
        <message>
            <source>New container…</source>
            <translation>새 컨테이너…</translation>
        </message>
        <message>
            <source>No container is shown</source>
            <translation>보고 있는 컨테이너 없음</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>메시지</translation>
        </message>
        <message>
            <source>Earlier state</source>
            <translation>이전 상태</translation>
        </message>
        <message>
            <source>Layers and stage</source>
            <translation>레이어와 무대</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>파일</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>살펴보기</translation>
        </message>
        <message>
            <source>Console and history</source>
            <translation>콘솔과 편집 기록</translation>
        </message>
        <message>
            <source>Work under way</source>
            <translation>진행 중인 작업</translation>
        </message>
        <message>
            <source>Choose an image or a container: its layers are listed here.</source>
            <translation>이미지나 컨테이너를 고르면 레이어가 여기에 적힙니다.</translation>
        </message>
        <message>
            <source>Choose an image or a container: its layers are drawn here.</source>
            <translation>이미지나 컨테이너를 고르면 레이어를 여기에 그립니다.</translation>
        </message>
        <message>
            <source>Choose a file: what is in it, and which layer it comes from, is shown here.</source>
            <translation>파일을 고르면 그 내용과 그것이 온 레이어가 여기에 보입니다.</translation>
        </message>
        <message>
            <source>Choose a container: what is done in it is listed here.</source>
            <translation>컨테이너를 고르면 그 안에서 한 일이 여기에 적힙니다.</translation>
        </message>
    </context>
</TS>
